import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { lockPeopleForErasure } from './person-lock.ts';

/** How many rows of each table went. */
export type ErasedRows = Readonly<Record<string, number>>;

// identity goes last: while it stands, an interrupted erasure can be asked for again by the platform's id.
const tablesByKey = [
  'affinity',
  'membership',
  'audience_member',
  'interest_refusal',
  'interest_review',
  'delivery_viewer',
  'hidden_ad',
  'person_key',
  'consent_change',
  'engagement_event',
] as const;

// What his decisions kept of him was sealed with the key that goes with his identity row; now they do not name him either.
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Removes a person: events, interests, memberships, audiences with the entries of uploaded lists that matched, who saw what, waiting
 * quarantine, consent, and at last the row that ties the pseudonym to the person (its data key with it). Charges and the ledger never
 * held the person. Undefined for an unknown id.
 */
export async function eraseViewer(tx: Tx, platformId: string, now: Instant): Promise<ErasedRows | undefined> {
  await lockPeopleForErasure(tx);
  const { rows } = await tx.query<{ viewer_key: string }>('SELECT viewer_key FROM identity WHERE platform_id = $1 FOR UPDATE', [
    platformId,
  ]);
  const quarantined = await tx.query(`DELETE FROM quarantine WHERE raw ->> 'viewer' = $1`, [platformId]);
  const key = rows[0]?.viewer_key;
  if (key === undefined) return quarantined.rowCount > 0 ? { quarantine: quarantined.rowCount } : undefined;
  const erased: Record<string, number> = { quarantine: quarantined.rowCount };
  for (const table of ['audience_entry', 'audience_staged']) erased[table] = await eraseEntries(tx, table, key);
  for (const table of tablesByKey) {
    const { rowCount } = await tx.query(`DELETE FROM ${table} WHERE viewer_key = $1`, [key]);
    erased[table] = rowCount;
  }
  erased.decision = (await tx.query(`UPDATE decision SET viewer_key = '${nobody}' WHERE viewer_key = $1`, [key])).rowCount;
  erased.identity = (await tx.query('DELETE FROM identity WHERE viewer_key = $1', [key])).rowCount;
  await tx.query('INSERT INTO erasure (viewer_key, erased_at, events) VALUES ($1, $2, $3)', [key, new Date(now), erased.engagement_event]);
  return erased;
}

/** Identifiers of this person in advertisers' lists go too, unless they are somebody else's as well. */
async function eraseEntries(tx: Tx, table: string, key: string): Promise<number> {
  const { rowCount } = await tx.query(
    `DELETE FROM ${table} WHERE match_key IN (SELECT match_key FROM person_key WHERE viewer_key = $1)
        AND match_key NOT IN (SELECT match_key FROM person_key WHERE viewer_key <> $1
          AND match_key IN (SELECT match_key FROM person_key WHERE viewer_key = $1))`,
    [key],
  );
  return rowCount;
}
