import type { Instant } from '@flywheel/primitives';
import type { Outcome } from '@flywheel/ranking/online';
import type { Tx } from '@flywheel/runtime';

/** Outcomes that were committed, oldest first, and the snapshot after which the next ones come. */
export type NewOutcomes = { outcomes: Outcome[]; snapshot: string };

// More than these are not learnt one by one at a start: only the newest.
const mostAtOnce = 500_000;

/**
 * What was committed since `snapshot`: each fact once, however its transactions overlapped. Without a snapshot, everything accepted from
 * `from` on. `from` also holds back facts whose transaction numbers are those of another cluster, after a restore.
 */
export async function readNewOutcomes(tx: Tx, since: { snapshot?: string | undefined; from: Instant }): Promise<NewOutcomes> {
  const fresh =
    since.snapshot === undefined
      ? 'f.bucket >= $1'
      : `f.xid >= pg_snapshot_xmin($2::pg_snapshot) AND f.xid < pg_snapshot_xmax(pg_current_snapshot())
         AND NOT pg_visible_in_snapshot(f.xid, $2::pg_snapshot) AND f.bucket >= $1`;
  const { rows } = await tx.query<{ snapshot: string; outcomes: Line[] | null }>(
    `SELECT pg_current_snapshot()::text AS snapshot, (
       SELECT json_agg(json_build_array(kind, imp_id, ad_no, ad_set_id, campaign_id, account_id, placement, device)
         ORDER BY accepted_at, imp_id)
       FROM (SELECT f.*, ad.ad_no FROM delivery_fact f JOIN ad USING (ad_id)
             WHERE ${fresh} AND f.reason = 0 ORDER BY f.accepted_at DESC LIMIT ${mostAtOnce}) AS n) AS outcomes`,
    [new Date(since.from), ...(since.snapshot === undefined ? [] : [since.snapshot])],
  );
  const [row] = rows;
  return { outcomes: (row?.outcomes ?? []).map(outcomeOf), snapshot: row?.snapshot ?? '' };
}

type Line = [Outcome['kind'], string, number, string, string, string, string, string | null];

function outcomeOf([kind, imp, ad, adSet, campaign, account, placement, device]: Line): Outcome {
  // An impression's id is a UUIDv7: its first 48 bits are when its slot was decided.
  const decidedAt = Number.parseInt(imp.slice(0, 8) + imp.slice(9, 13), 16);
  return { kind, imp, ad, adSet, campaign, account, placement, device: device ?? undefined, decidedAt };
}
