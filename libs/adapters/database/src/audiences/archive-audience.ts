import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Ends an audience: its list and its members go at once; the row stays, because campaigns and decisions name it. */
export async function archiveAudience(tx: Tx, audience: Id<'aud'>, now: Instant): Promise<void> {
  const id = toRowId(audience);
  await tx.query('DELETE FROM audience_staged s USING audience_edit e WHERE e.edit_id = s.edit_id AND e.audience_id = $1', [id]);
  await tx.query(`UPDATE audience_edit SET state = 'refused', ended_at = $2 WHERE audience_id = $1 AND state = 'open'`, [
    id,
    new Date(now),
  ]);
  await tx.query('DELETE FROM audience_entry WHERE audience_id = $1', [id]);
  await tx.query(`UPDATE audience_member SET left_at = $2, xid = pg_current_xact_id() WHERE audience_id = $1 AND left_at IS NULL`, [
    id,
    new Date(now),
  ]);
  await tx.query(
    `UPDATE audience SET archived_at = $2, people = 0, told_people = 0, targetable = false, counted_at = $2 WHERE audience_id = $1`,
    [id, new Date(now)],
  );
}
