export { TextClassifier, type LabelledText } from './text-classifier.ts';
export { thresholdFor, type Scored } from './threshold.ts';
export { foldText, tokensOf } from './tokens.ts';
