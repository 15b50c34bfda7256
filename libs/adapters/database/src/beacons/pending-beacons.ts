import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A genuine beacon whose decision, or whose impression, is not recorded yet. `token` is what its token said, as JSON. */
export type PendingBeacon = { imp: string; kind: string; ref: string; token: object; occurredAt: Instant; acceptedAt: Instant };

/** How a wait ended: stored as a fact, found to be a copy, or of a campaign nobody knows. */
export type PendingOutcome = 'counted' | 'repeated' | 'unknown';

/** Keeps beacons until what they wait for is there; returns, in order, whether each was new. */
export async function insertPending(tx: Tx, beacons: readonly PendingBeacon[]): Promise<boolean[]> {
  const { rows } = await tx.query<{ imp_id: string; kind: string; ref: string }>(
    `INSERT INTO pending_beacon (imp_id, kind, ref, token, occurred_at, accepted_at)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[], $5::timestamptz[], $6::timestamptz[]) ORDER BY 1, 2, 3
     ON CONFLICT DO NOTHING RETURNING imp_id, kind, ref`,
    [
      beacons.map((each) => each.imp),
      beacons.map((each) => each.kind),
      beacons.map((each) => each.ref),
      beacons.map((each) => JSON.stringify(each.token)),
      beacons.map((each) => new Date(each.occurredAt)),
      beacons.map((each) => new Date(each.acceptedAt)),
    ],
  );
  const fresh = new Set(rows.map((row) => `${row.imp_id} ${row.kind} ${row.ref}`));
  return beacons.map((each) => fresh.delete(`${each.imp} ${each.kind} ${each.ref}`));
}

/**
 * Waiting beacons that can be resolved: their decision and, for a view or click, their impression are there, or they were accepted
 * before `giveUpBefore`. Oldest first.
 */
export async function takeResolvable(tx: Tx, giveUpBefore: Instant, limit: number): Promise<PendingBeacon[]> {
  const { rows } = await tx.query<{ imp_id: string; kind: string; ref: string; token: object; occurred_at: Date; accepted_at: Date }>(
    `SELECT imp_id, kind, ref, token, occurred_at, accepted_at FROM pending_beacon p
     WHERE resolved_at IS NULL AND (accepted_at < $1 OR EXISTS (
       SELECT 1 FROM decision d WHERE d.decision_id = decision_of(p.imp_id)) AND (p.kind = 'impression' OR EXISTS (
         SELECT 1 FROM delivery_fact f WHERE f.campaign_id = row_id(p.token -> 'claims' ->> 'campaign') AND f.imp_id = p.imp_id
           AND f.kind = 'impression' AND f.ref = '')))
     ORDER BY accepted_at, imp_id, kind LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [new Date(giveUpBefore), limit],
  );
  return rows.map((row) => ({
    imp: row.imp_id,
    kind: row.kind,
    ref: row.ref,
    token: row.token,
    occurredAt: row.occurred_at.getTime(),
    acceptedAt: row.accepted_at.getTime(),
  }));
}

/** Ends the wait of these beacons. */
export async function resolvePending(
  tx: Tx,
  ended: ReadonlyArray<{ imp: string; kind: string; ref: string; outcome: PendingOutcome }>,
  now: Instant,
): Promise<void> {
  await tx.query(
    `UPDATE pending_beacon p SET resolved_at = $5, outcome = done.outcome
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS done(imp_id, kind, ref, outcome)
     WHERE p.imp_id = done.imp_id AND p.kind = done.kind AND p.ref = done.ref`,
    [
      ended.map((each) => each.imp),
      ended.map((each) => each.kind),
      ended.map((each) => each.ref),
      ended.map((each) => each.outcome),
      new Date(now),
    ],
  );
}

/** The account of each of these campaigns (row ids); an unknown campaign is missing. */
export async function readCampaignAccounts(
  tx: Tx,
  campaigns: readonly string[],
): Promise<Map<string, { account: string; currency: string }>> {
  const { rows } = await tx.query<{ campaign_id: string; account_id: string; currency: string }>(
    'SELECT campaign_id, account_id, currency FROM campaign JOIN ad_account USING (account_id) WHERE campaign_id = ANY ($1::uuid[])',
    [campaigns],
  );
  return new Map(rows.map((row) => [row.campaign_id, { account: row.account_id, currency: row.currency }]));
}
