export { blend } from '../affinity.ts';
export { mostAlike, type InterestVector, type Popularity, type RankedPerson } from './lookalike.ts';
export { standingsOf } from './standing.ts';
export { trainLookalike, type LookalikeSample, type PersonScores } from './train-lookalike.ts';
export { validateLookalike } from './validate-lookalike.ts';
