export { audienceSize } from './audience-size.ts';
export { mayLearnInterests, mayTargetByInterest } from './purposes.ts';
