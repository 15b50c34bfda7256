export { askedValues } from './asked-values.ts';
export { evaluate, type Facts, type Truth } from './evaluate.ts';
export { explainMismatch, type Mismatch } from './explain-mismatch.ts';
export { attributes, type Attribute, type Expression, type Targeting } from './expression.ts';
export { linearIndex, type MatchIndex } from './match-index.ts';
export { deepestExpression, mostValues, parseTargeting, type ParsedTargeting, type TargetingFault } from './parse-targeting.ts';
export { whyMatched, type MatchedParameter } from './why-matched.ts';
