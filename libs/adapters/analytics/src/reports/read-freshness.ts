import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** What a transaction sees: `snapshot` differs whenever any committed change differs. */
export type Freshness = {
  readonly snapshot: string;
  /** End of the last sealed minute: money before it is in the ledger. Undefined while nothing was sealed. */
  readonly completeThrough: Instant | undefined;
  readonly world: string | undefined;
  readonly markedDemo: boolean;
};

type Row = { snapshot: string; sealed: Date | null; world: string | null; demo: boolean | null };

const minuteMs = 60_000;

/** Where the data stands; ask it in the transaction that answers the questions. */
export async function readFreshness(tx: Tx): Promise<Freshness> {
  const { rows } = await tx.query<Row>(`
SELECT pg_current_snapshot()::text AS snapshot, (SELECT max(bucket) FROM sealed_bucket) AS sealed,
       (SELECT name FROM world) AS world, (SELECT marked_demo FROM world) AS demo`);
  const row = rows[0];
  return {
    snapshot: row?.snapshot ?? '',
    completeThrough: row?.sealed ? row.sealed.getTime() + minuteMs : undefined,
    world: row?.world ?? undefined,
    markedDemo: row?.demo ?? false,
  };
}
