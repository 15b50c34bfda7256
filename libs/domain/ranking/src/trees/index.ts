export { fitBoostedTrees, predictBoostedTrees, usualBoosting, type BoostedTrees, type BoostingOptions } from './boosted-trees.ts';
export { binOf, quantileEdges } from './quantile-bins.ts';
