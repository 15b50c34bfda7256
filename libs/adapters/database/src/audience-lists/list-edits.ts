import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A change of an uploaded list while its identifiers come in. */
export type OpenEdit = { edit: Id<'edt'>; audience: Id<'aud'>; action: 'add' | 'remove' | 'replace'; received: number };

/** How a change would move a list, and how often lists were changed in the 24 hours before, itself counted. */
export type EditEffect = { added: number; removed: number; editsOfAudience: number; editsOfAccount: number };

/** Begins a change. */
export async function openEdit(tx: Tx, edit: Omit<OpenEdit, 'received'> & { account: Id<'acc'>; now: Instant }): Promise<void> {
  await tx.query(
    `INSERT INTO audience_edit (edit_id, audience_id, account_id, action, state, started_at) VALUES ($1, $2, $3, $4, 'open', $5)`,
    [toRowId(edit.edit), toRowId(edit.audience), toRowId(edit.account), edit.action, new Date(edit.now)],
  );
}

/** The change while it is open; undefined when there is none or it ended. Held until commit, so that two batches do not cross. */
export async function lockEdit(tx: Tx, edit: Id<'edt'>): Promise<OpenEdit | undefined> {
  const { rows } = await tx.query<OpenEdit>(
    `SELECT wire_id('edt', edit_id) AS edit, wire_id('aud', audience_id) AS audience, action, received
     FROM audience_edit WHERE edit_id = $1 AND state = 'open' FOR UPDATE`,
    [toRowId(edit)],
  );
  return rows[0];
}

/** Adds a batch to a change; the same identifier twice counts once. */
export async function stageEntries(tx: Tx, edit: Id<'edt'>, matchKeys: readonly Buffer[]): Promise<void> {
  await tx.query(`INSERT INTO audience_staged (edit_id, match_key) SELECT $1, key FROM unnest($2::bytea[]) AS key ON CONFLICT DO NOTHING`, [
    toRowId(edit),
    matchKeys,
  ]);
  await tx.query('UPDATE audience_edit SET received = received + $2 WHERE edit_id = $1', [toRowId(edit), matchKeys.length]);
}

/** What the change would do, before it is done. */
export async function effectOf(tx: Tx, edit: OpenEdit, now: Instant): Promise<EditEffect> {
  const { rows } = await tx.query<{ added: number; removed: number; audience: number; account: number }>(
    `SELECT
       CASE WHEN $3 = 'remove' THEN 0 ELSE (SELECT count(*)::int FROM audience_staged s WHERE s.edit_id = $1
         AND NOT EXISTS (SELECT FROM audience_entry e WHERE e.audience_id = $2 AND e.match_key = s.match_key)) END AS added,
       CASE $3 WHEN 'add' THEN 0
         WHEN 'remove' THEN (SELECT count(*)::int FROM audience_staged s JOIN audience_entry e ON e.audience_id = $2
           AND e.match_key = s.match_key WHERE s.edit_id = $1)
         ELSE (SELECT count(*)::int FROM audience_entry e WHERE e.audience_id = $2
           AND NOT EXISTS (SELECT FROM audience_staged s WHERE s.edit_id = $1 AND s.match_key = e.match_key)) END AS removed,
       (SELECT count(*)::int FROM audience_edit WHERE audience_id = $2 AND started_at > $4) AS audience,
       (SELECT count(*)::int FROM audience_edit WHERE started_at > $4
         AND account_id = (SELECT account_id FROM audience WHERE audience_id = $2)) AS account`,
    [toRowId(edit.edit), toRowId(edit.audience), edit.action, new Date(now - 86_400_000)],
  );
  const [found] = rows;
  return {
    added: found?.added ?? 0,
    removed: found?.removed ?? 0,
    editsOfAudience: found?.audience ?? 0,
    editsOfAccount: found?.account ?? 0,
  };
}

/** Makes the staged identifiers the list's own, all at once; who is in it follows with `matchEntries`. */
export async function applyEdit(tx: Tx, { edit, audience, action }: OpenEdit, now: Instant): Promise<void> {
  const ids = [toRowId(edit), toRowId(audience)];
  if (action === 'remove') {
    await tx.query(
      `DELETE FROM audience_entry e USING audience_staged s WHERE s.edit_id = $1 AND e.audience_id = $2 AND e.match_key = s.match_key`,
      ids,
    );
  } else {
    if (action === 'replace') {
      await tx.query(
        `DELETE FROM audience_entry e WHERE e.audience_id = $2
           AND NOT EXISTS (SELECT FROM audience_staged s WHERE s.edit_id = $1 AND s.match_key = e.match_key)`,
        ids,
      );
    }
    await tx.query(
      `INSERT INTO audience_entry (audience_id, match_key) SELECT $2, match_key FROM audience_staged WHERE edit_id = $1 ORDER BY match_key
       ON CONFLICT DO NOTHING`,
      ids,
    );
  }
  await endEdit(tx, edit, 'applied', now);
}

/** Ends a change; what was staged of it is deleted. */
export async function endEdit(tx: Tx, edit: Id<'edt'>, state: 'applied' | 'refused', now: Instant): Promise<void> {
  await tx.query('DELETE FROM audience_staged WHERE edit_id = $1', [toRowId(edit)]);
  await tx.query('UPDATE audience_edit SET state = $2, ended_at = $3 WHERE edit_id = $1', [toRowId(edit), state, new Date(now)]);
}

/** Ends changes that were begun before `before` and never finished. Returns how many. */
export async function dropStaleEdits(tx: Tx, before: Instant, now: Instant): Promise<number> {
  const { rows } = await tx.query<{ edit: Id<'edt'> }>(
    `SELECT wire_id('edt', edit_id) AS edit FROM audience_edit WHERE state = 'open' AND started_at < $1 LIMIT 100 FOR UPDATE SKIP LOCKED`,
    [new Date(before)],
  );
  for (const { edit } of rows) await endEdit(tx, edit, 'refused', now);
  return rows.length;
}

/** The changes that are still coming in, by audience. */
export async function readOpenEdits(tx: Tx, account: Id<'acc'>): Promise<Map<Id<'aud'>, OpenEdit>> {
  const { rows } = await tx.query<OpenEdit>(
    `SELECT wire_id('edt', edit_id) AS edit, wire_id('aud', audience_id) AS audience, action, received
     FROM audience_edit WHERE account_id = $1 AND state = 'open' ORDER BY started_at`,
    [toRowId(account)],
  );
  return new Map(rows.map((row) => [row.audience, row]));
}
