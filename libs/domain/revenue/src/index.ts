export { allocateReinvestment, firstReinvestmentRule, type ReinvestmentRule } from './reinvestment-rule.ts';
export { firstShareRule, shareRule, type ShareRule } from './share-rule.ts';
export { splitBatch, type BatchPart, type BatchSplit } from './split-batch.ts';
