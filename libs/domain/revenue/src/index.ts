export { explainPart, type ExplainedPart } from './explain-part.ts';
export { allocateReinvestment, firstReinvestmentRule, type ReinvestmentRule } from './reinvestment-rule.ts';
export { firstShareRule, shareFormula, shareRule, type ShareRule } from './share-rule.ts';
export { splitBatch, type BatchPart, type BatchSplit } from './split-batch.ts';
