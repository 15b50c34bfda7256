export { audienceSize } from './audience-size.ts';
export { mayLearnInterests, mayTargetByInterest, type ConsentPurpose } from './purposes.ts';
