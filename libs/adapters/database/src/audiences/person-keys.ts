import type { Tx } from '@flywheel/runtime';

/** The identifiers of one viewer, by the platform's id: HMACs in hex. They replace what was there; an empty list removes all. */
export type PersonKeys = { readonly platformId: string; readonly matchKeys: readonly string[] };

/**
 * Writes what viewers are matched by, for those who agree to ads by interest; of the others nothing is kept. Who is in an uploaded
 * list already enters its audience at once, and who no longer is leaves it. Returns the platform ids of which something changed.
 */
export async function writePersonKeys(tx: Tx, people: readonly PersonKeys[], now: Date): Promise<Set<string>> {
  if (people.length === 0) return new Set();
  const { rows } = await tx.query<{ platform_id: string }>(replace, [JSON.stringify(people)]);
  const changed = rows.map((row) => row.platform_id);
  await leaveAudiences(tx, changed, now);
  await enterAudiences(tx, changed, now);
  return new Set(rows.map((row) => row.platform_id));
}

/** Who no longer agrees to ads by interest: their identifiers are deleted, and they leave every audience. Keys are row ids. */
export async function forgetAudiences(tx: Tx, viewers: readonly string[], now: Date): Promise<void> {
  await tx.query('DELETE FROM person_key WHERE viewer_key = ANY ($1::uuid[])', [viewers]);
  await tx.query(
    `UPDATE audience_member SET left_at = $2, xid = pg_current_xact_id() WHERE viewer_key = ANY ($1::uuid[]) AND left_at IS NULL`,
    [viewers, now],
  );
}

async function leaveAudiences(tx: Tx, platformIds: readonly string[], now: Date): Promise<void> {
  await tx.query(
    `UPDATE audience_member m SET left_at = $2, xid = pg_current_xact_id()
       FROM identity i, audience a
      WHERE i.platform_id = ANY ($1) AND m.viewer_key = i.viewer_key AND m.left_at IS NULL
        AND a.audience_id = m.audience_id AND a.kind = 'upload'
        AND NOT EXISTS (SELECT FROM person_key p JOIN audience_entry e USING (match_key)
                         WHERE p.viewer_key = m.viewer_key AND e.audience_id = m.audience_id)`,
    [platformIds, now],
  );
}

async function enterAudiences(tx: Tx, platformIds: readonly string[], now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO audience_member (audience_id, viewer_key, entered_at)
     SELECT DISTINCT e.audience_id, p.viewer_key, $2::timestamptz
       FROM identity i JOIN person_key p USING (viewer_key) JOIN audience_entry e USING (match_key)
      WHERE i.platform_id = ANY ($1)
     ON CONFLICT (audience_id, viewer_key) DO UPDATE SET entered_at = excluded.entered_at, left_at = NULL, xid = pg_current_xact_id()
      WHERE audience_member.left_at IS NOT NULL`,
    [platformIds, now],
  );
}

const replace = `
WITH sent AS (
  SELECT i.viewer_key, i.platform_id, i.purposes @> '{personalisation,ads}' AS agreed, s."matchKeys" AS keys
    FROM jsonb_to_recordset($1::jsonb) AS s("platformId" text, "matchKeys" text[]) JOIN identity i ON i.platform_id = s."platformId"
), wanted AS (
  SELECT viewer_key, platform_id, decode(key, 'hex') AS match_key FROM sent CROSS JOIN unnest(keys) AS key WHERE agreed
), gone AS (
  DELETE FROM person_key p USING sent s WHERE p.viewer_key = s.viewer_key
    AND NOT EXISTS (SELECT FROM wanted w WHERE w.viewer_key = p.viewer_key AND w.match_key = p.match_key)
  RETURNING s.platform_id
), made AS (
  INSERT INTO person_key (match_key, viewer_key) SELECT match_key, viewer_key FROM wanted ORDER BY match_key
  ON CONFLICT DO NOTHING RETURNING viewer_key
)
SELECT platform_id FROM gone UNION SELECT s.platform_id FROM made JOIN sent s USING (viewer_key)
`;
