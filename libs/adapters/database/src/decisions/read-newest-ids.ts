import type { Id, Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Ids of the newest decisions made at or after `since` and before `until`, the newest first; at most `limit`. Reads the key alone. */
export async function readNewestIds(
  tx: Tx,
  { since, until, limit }: { since: Instant; until: Instant; limit: number },
): Promise<Array<Id<'dec'>>> {
  const { rows } = await tx.query<{ decision: Id<'dec'> }>(
    `SELECT wire_id('dec', decision_id) AS decision FROM decision
     WHERE decision_id >= $1::uuid AND decision_id < $2::uuid ORDER BY decision_id DESC LIMIT $3`,
    [firstIdAt(since), firstIdAt(until), limit],
  );
  return rows.map((row) => row.decision);
}

/** A UUIDv7 begins with its milliseconds: nothing made at `at` or later comes before this. */
function firstIdAt(at: Instant): string {
  return `${Math.max(0, Math.trunc(at)).toString(16).padStart(12, '0')}${'0'.repeat(20)}`;
}
