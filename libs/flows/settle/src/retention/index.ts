export { ForgetDecisions } from './forget-decisions.ts';
