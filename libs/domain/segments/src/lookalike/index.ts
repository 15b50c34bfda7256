export { blend } from '../affinity.ts';
export { centroidModel, mostAlike, type InterestVector, type LookalikeModel, type Popularity, type RankedPerson } from './lookalike.ts';
