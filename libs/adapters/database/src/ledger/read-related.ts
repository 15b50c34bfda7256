import { fromRowId, toRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** An entry that names another as what it relates to: reverses it, pays it, credits it. */
export type RelatedEntry = { entry: Id<'ent'>; kind: string };

/** The entries that name this one, in the order in which they were recorded; at most fifty. */
export async function readRelated(tx: Tx, entry: Id<'ent'>): Promise<RelatedEntry[]> {
  const { rows } = await tx.query<{ entry_id: string; kind: string }>(
    'SELECT entry_id, kind FROM books.entry WHERE relates_to = $1 ORDER BY recorded_at, entry_id LIMIT 50',
    [toRowId(entry)],
  );
  return rows.map((row) => ({ entry: fromRowId('ent', row.entry_id), kind: row.kind }));
}
