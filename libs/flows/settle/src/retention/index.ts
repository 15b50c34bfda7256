export { ForgetChargedViewers } from './forget-charged-viewers.ts';
export { ForgetDecisions } from './forget-decisions.ts';
export { ForgetHides } from './forget-hides.ts';
export { ForgetHistories } from './forget-histories.ts';
