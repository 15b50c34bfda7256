export { decisionOf, impressionNumber, impressionOf, newDecisionId } from '../ids.ts';
