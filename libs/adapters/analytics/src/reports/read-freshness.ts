import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Where the data stands. */
export type Freshness = {
  /** Event watermark, deliveries, ledger position, sealed through: differs whenever one of them has moved. */
  readonly snapshot: string;
  /** End of the last sealed minute: money before it is in the ledger. Undefined while nothing was sealed. */
  readonly completeThrough: Instant | undefined;
  readonly world: string | undefined;
  readonly markedDemo: boolean;
};

type Row = {
  events: Date | null;
  minute: Date | null;
  facts: bigint;
  posted: Date | null;
  sealed: Date | null;
  world: string | null;
  demo: boolean | null;
};

const minuteMs = 60_000;

// Deliveries enter the running minute, or the one before it; all older ones stand still.
const sql = `
WITH latest AS (SELECT max(bucket) AS minute FROM delivery_fact)
SELECT (SELECT max(accepted_at) FROM ingest_batch) AS events, minute,
       (SELECT count(*) FROM delivery_fact WHERE bucket >= minute - interval '1 minute') AS facts,
       (SELECT max(recorded_at) FROM books.entry) AS posted, (SELECT max(bucket) FROM sealed_bucket) AS sealed,
       (SELECT name FROM world) AS world, (SELECT marked_demo FROM world) AS demo
  FROM latest`;

/** Reads where the data stands; ask it in the transaction that answers the questions. */
export async function readFreshness(tx: Tx): Promise<Freshness> {
  const row = (await tx.query<Row>(sql)).rows[0];
  const mark = (at: Date | null | undefined) => (at?.getTime() ?? 0).toString(36);
  return {
    snapshot: [mark(row?.events), mark(row?.minute), row?.facts ?? 0n, mark(row?.posted), mark(row?.sealed)].join('-'),
    completeThrough: row?.sealed ? row.sealed.getTime() + minuteMs : undefined,
    world: row?.world ?? undefined,
    markedDemo: row?.demo ?? false,
  };
}
