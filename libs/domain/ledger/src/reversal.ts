import type { Id, Instant, Micros } from '@flywheel/primitives';
import { balancedEntry, type Entry, type Posting } from './entry.ts';

/** Undoes an entry by its mirror image, linked to it; an entry is never edited and can be reversed once (its id is the key). */
export function reversal(options: { entry: Id<'ent'>; postings: readonly Posting[]; reason: string; at: Instant; actor: string }): Entry {
  const postings = options.postings.map((posting) => ({ ...posting, amountMicros: -posting.amountMicros as Micros }));
  const { entry, reason, at, actor } = options;
  return balancedEntry({ key: `reversal:${entry}`, kind: 'reversal', at, actor, postings, relatesTo: entry, reason });
}
