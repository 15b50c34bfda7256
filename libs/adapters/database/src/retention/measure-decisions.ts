import type { Tx } from '@flywheel/runtime';

/** What a decision takes in bytes, on average over `decisions` of them; `viewerBytes` where there was a viewer or not. */
export type DecisionSizes = { decisions: number; recordBytes: number; viewerBytes: number; slotsBytes: number };

/** Weighs the newest decisions, at most `limit`, without reading them. */
export async function measureDecisions(tx: Tx, limit: number): Promise<DecisionSizes> {
  const { rows } = await tx.query<DecisionSizes>(
    `SELECT count(*)::int AS decisions, coalesce(round(avg(octet_length(record))), 0)::int AS "recordBytes",
       coalesce(round(avg(coalesce(octet_length(sealed), 0))), 0)::int AS "viewerBytes",
       coalesce(round(avg(octet_length(slots))), 0)::int AS "slotsBytes"
     FROM (SELECT record, sealed, slots FROM decision ORDER BY decision_id DESC LIMIT $1) newest`,
    [limit],
  );
  return rows[0] ?? { decisions: 0, recordBytes: 0, viewerBytes: 0, slotsBytes: 0 };
}
