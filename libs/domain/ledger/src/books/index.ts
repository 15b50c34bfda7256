export { entryKinds, sumByCurrency, type EntryKind, type Posting } from '../entry.ts';
export { type RevenueMode } from '../revenue-mode.ts';
export { inParts, mostLines } from './in-parts.ts';
export { endingKinds, isGuarded } from './refusals.ts';
