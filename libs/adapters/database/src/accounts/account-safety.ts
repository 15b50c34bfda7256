import type { FrequencyCap } from '@flywheel/pacing';
import { fromRowId, toRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** What an account's ads are never shown beside, and how often one person may see any of them. */
export type StoredSafety = {
  caps: readonly FrequencyCap[];
  minGapSeconds: number;
  blockedNodes: readonly string[];
  blockedCreators: ReadonlyArray<Id<'crt'>>;
  competitors: readonly string[];
};

/** An account's lists; undefined when there is no such account. */
export async function readSafety(tx: Tx, account: Id<'acc'>): Promise<StoredSafety | undefined> {
  const { rows } = await tx.query<Row>(
    `SELECT frequency_caps, min_gap_seconds, blocked_nodes, blocked_creators, competitors FROM ad_account WHERE account_id = $1`,
    [toRowId(account)],
  );
  const [row] = rows;
  return (
    row && {
      caps: row.frequency_caps,
      minGapSeconds: row.min_gap_seconds,
      blockedNodes: row.blocked_nodes,
      blockedCreators: row.blocked_creators.map((each) => fromRowId('crt', each)),
      competitors: row.competitors,
    }
  );
}

/** Writes all lists of an account; edge processes follow within their next poll. */
export async function writeSafety(tx: Tx, account: Id<'acc'>, safety: StoredSafety): Promise<void> {
  await tx.query(
    `UPDATE ad_account SET frequency_caps = $2, min_gap_seconds = $3, blocked_nodes = $4, blocked_creators = $5::uuid[], competitors = $6
     WHERE account_id = $1`,
    [
      toRowId(account),
      JSON.stringify(safety.caps),
      safety.minGapSeconds,
      safety.blockedNodes,
      safety.blockedCreators.map(toRowId),
      safety.competitors,
    ],
  );
}

type Row = {
  frequency_caps: FrequencyCap[];
  min_gap_seconds: number;
  blocked_nodes: string[];
  blocked_creators: string[];
  competitors: string[];
};
