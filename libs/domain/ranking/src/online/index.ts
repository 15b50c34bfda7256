export { type CountedLine } from './counted.ts';
export { OnlineLearner, type FeatureWeight } from './online-learner.ts';
export { type Outcome } from './outcome.ts';
export { normalisedEntropy } from './progress.ts';
