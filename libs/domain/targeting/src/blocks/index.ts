export { eachAsked } from '../asked-values.ts';
export { BlockIndex, type IndexParcel } from './block-index.ts';
export { EntryCollector, type IndexEntry } from './collect-entries.ts';
export type { CompiledFacts } from './compiled-facts.ts';
export { conjunctionsOf, mostConjunctions, type Conjunction, type Literal } from './conjunctions.ts';
export { CountingIndex } from './counting-index.ts';
export type { Scan } from './scan.ts';
