import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

// Long lists are written in one statement; the pool's own limit is for requests.
const longStatements = `SELECT set_config('statement_timeout', '60s', true), set_config('work_mem', '128MB', true)`;

/** Gives the rest of the transaction a minute per statement: for writing or counting up to a million members. */
export async function allowLongStatements(tx: Tx): Promise<void> {
  await tx.query(longStatements);
}

/** Makes the members of an upload those viewers whom its entries match and who agree to ads by interest. */
export async function matchEntries(tx: Tx, audience: Id<'aud'>, now: Instant): Promise<void> {
  const params = [toRowId(audience), new Date(now)];
  const matched = `FROM audience_entry e JOIN person_key p USING (match_key) JOIN identity i USING (viewer_key)
    WHERE e.audience_id = $1 AND i.purposes @> '{personalisation,ads}'`;
  await tx.query(`${leave} AND m.viewer_key NOT IN (SELECT p.viewer_key ${matched})`, params);
  await tx.query(enter(`SELECT DISTINCT p.viewer_key ${matched}`), params);
}

/** Makes these viewers (row ids) the members; those who do not agree to ads by interest, or are gone, are left out. */
export async function replaceMembers(tx: Tx, audience: Id<'aud'>, viewers: readonly string[], now: Instant): Promise<void> {
  const params = [toRowId(audience), new Date(now), viewers];
  await tx.query(`${leave} AND m.viewer_key <> ALL ($3::uuid[])`, params);
  const agreed = `SELECT DISTINCT i.viewer_key FROM unnest($3::uuid[]) AS v(viewer_key) JOIN identity i USING (viewer_key)
    WHERE i.purposes @> '{personalisation,ads}'`;
  await tx.query(enter(agreed), params);
}

const leave = `UPDATE audience_member m SET left_at = $2, xid = pg_current_xact_id() WHERE m.audience_id = $1 AND m.left_at IS NULL`;

const enter = (viewers: string): string => `
INSERT INTO audience_member (audience_id, viewer_key, entered_at) SELECT $1, w.viewer_key, $2 FROM (${viewers}) AS w ORDER BY w.viewer_key
ON CONFLICT (audience_id, viewer_key) DO UPDATE SET entered_at = excluded.entered_at, left_at = NULL, xid = pg_current_xact_id()
 WHERE audience_member.left_at IS NOT NULL`;

/** Forgets who left before `before`: whoever follows memberships has long read it. At most 50,000 rows a call. */
export async function forgetLeavers(tx: Tx, before: Instant): Promise<number> {
  const { rowCount } = await tx.query(
    `DELETE FROM audience_member m USING (SELECT audience_id, viewer_key FROM audience_member WHERE left_at < $1 LIMIT 50000) AS old
      WHERE m.audience_id = old.audience_id AND m.viewer_key = old.viewer_key AND m.left_at < $1`,
    [new Date(before)],
  );
  return rowCount;
}
