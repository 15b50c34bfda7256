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
  'charge_viewer',
  'hidden_ad',
  'person_key',
  'consent_change',
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
  const quarantine = await eraseCounted(
    tx,
    { table: 'quarantine', where: `raw ->> 'viewer' = $1`, counter: 'erased_quarantine' },
    platformId,
  );
  const key = rows[0]?.viewer_key;
  if (key === undefined) return quarantine > 0 ? { quarantine } : undefined;
  const erased: Record<string, number> = { quarantine };
  for (const table of ['audience_entry', 'audience_staged']) erased[table] = await eraseEntries(tx, table, key);
  for (const table of tablesByKey) {
    const { rowCount } = await tx.query(`DELETE FROM ${table} WHERE viewer_key = $1`, [key]);
    erased[table] = rowCount;
  }
  // Before the events: by their ids.
  erased.event_identity = (await tx.query(eraseIdentities, [key])).rowCount;
  const events = await eraseCounted(tx, { table: 'engagement_event', where: 'viewer_key = $1', counter: 'erased_events' }, key);
  erased.engagement_event = events;
  erased.decision = (await tx.query(`UPDATE decision SET viewer_key = '${nobody}' WHERE viewer_key = $1`, [key])).rowCount;
  erased.identity = (await tx.query('DELETE FROM identity WHERE viewer_key = $1', [key])).rowCount;
  await tx.query('INSERT INTO erasure (viewer_key, erased_at, events) VALUES ($1, $2, $3)', [key, new Date(now), events]);
  return erased;
}

const eraseIdentities = `DELETE FROM event_identity i USING engagement_event e
  WHERE e.viewer_key = $1 AND i.viewer_key = $1 AND i.event_id = e.event_id`;

/** Rows of a batch that came in go with their number kept beside what the batch stored: what it counted can be found for ever. */
async function eraseCounted(tx: Tx, rows: { table: string; where: string; counter: string }, value: string): Promise<number> {
  const { table, where, counter } = rows;
  const { rows: counted } = await tx.query<{ n: number }>(
    `WITH gone AS (DELETE FROM ${table} WHERE ${where} RETURNING batch_id),
       per_batch AS (SELECT batch_id, count(*)::int AS n FROM gone GROUP BY 1),
       noted AS (UPDATE ingest_batch b SET ${counter} = b.${counter} + p.n FROM per_batch p WHERE p.batch_id = b.batch_id)
     SELECT count(*)::int AS n FROM gone`,
    [value],
  );
  return counted[0]?.n ?? 0;
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
