import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { Explanation } from '@flywheel/segments';

/** Where people stand now: nodes of the segments they are in, and nodes they refused (by viewer, uuid text). */
export type Standings = {
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  readonly refusals: ReadonlyMap<string, ReadonlySet<string>>;
};

/** A membership that begins. `segment` is used when the node has no segment yet (uuid text). */
export type Entry = {
  readonly viewer: string;
  readonly node: string;
  readonly name: string;
  readonly segment: string;
  readonly lift: number;
  readonly explanation: Explanation;
};

/** Reads where these people stand. */
export async function readStandings(tx: Tx, viewers: readonly string[], now: Instant): Promise<Standings> {
  const members = await tx.query<{ viewer_key: string; node: string }>(
    'SELECT viewer_key, node FROM membership JOIN segment USING (segment_id) WHERE viewer_key = ANY($1::uuid[]) AND left_at IS NULL',
    [viewers],
  );
  const refusals = await tx.query<{ viewer_key: string; node: string }>(
    'SELECT viewer_key, node FROM interest_refusal WHERE viewer_key = ANY($1::uuid[]) AND until_at > $2',
    [viewers, new Date(now)],
  );
  return { members: byViewer(members.rows), refusals: byViewer(refusals.rows) };
}

/** Begins memberships, making the segments of nodes that have none; one that ended before begins anew. */
export async function enterSegments(tx: Tx, entries: readonly Entry[], now: Instant): Promise<void> {
  if (entries.length === 0) return;
  const json = JSON.stringify(entries);
  await tx.query(
    `INSERT INTO segment (segment_id, node, kind, name, created_at)
     SELECT DISTINCT ON (node) segment, node,
            CASE WHEN starts_with(node, 'community:') THEN 'community' ELSE 'inferred' END, name, $2::timestamptz
       FROM jsonb_to_recordset($1::jsonb) AS e(segment uuid, node text, name text) ORDER BY node
     ON CONFLICT (node) DO NOTHING`,
    [json, new Date(now)],
  );
  await tx.query(
    `INSERT INTO membership (viewer_key, segment_id, entered_at, left_at, lift, model_version, explanation, updated_at)
     SELECT viewer, segment_id, $2, NULL, lift, explanation ->> 'modelVersion', explanation, $2
       FROM jsonb_to_recordset($1::jsonb) AS e(viewer uuid, node text, lift float8, explanation jsonb) JOIN segment USING (node)
     ON CONFLICT (viewer_key, segment_id) DO UPDATE
        SET entered_at = excluded.entered_at, left_at = NULL, lift = excluded.lift, model_version = excluded.model_version,
            explanation = excluded.explanation, updated_at = excluded.updated_at`,
    [json, new Date(now)],
  );
}

/** Ends memberships. */
export async function leaveSegments(tx: Tx, leavers: ReadonlyArray<{ viewer: string; node: string }>, now: Instant): Promise<void> {
  if (leavers.length === 0) return;
  await tx.query(
    `UPDATE membership m SET left_at = $2, updated_at = $2
       FROM jsonb_to_recordset($1::jsonb) AS l(viewer uuid, node text) JOIN segment s USING (node)
      WHERE m.viewer_key = l.viewer AND m.segment_id = s.segment_id AND m.left_at IS NULL`,
    [JSON.stringify(leavers), new Date(now)],
  );
}

/** Notes that these people were weighed at `now`. */
export async function noteReviews(tx: Tx, viewers: readonly string[], now: Instant): Promise<void> {
  await tx.query(
    `INSERT INTO interest_review (viewer_key, reviewed_at) SELECT viewer, $2 FROM unnest($1::uuid[]) AS v(viewer)
     ON CONFLICT (viewer_key) DO UPDATE SET reviewed_at = greatest(interest_review.reviewed_at, excluded.reviewed_at)`,
    [viewers, new Date(now)],
  );
}

/** Up to `most` people who were weighed before `before`, longest ago first. */
export async function dueForReview(tx: Tx, before: Instant, most: number): Promise<string[]> {
  const { rows } = await tx.query<{ viewer_key: string }>(
    'SELECT viewer_key FROM interest_review WHERE reviewed_at < $1 ORDER BY reviewed_at, viewer_key LIMIT $2',
    [new Date(before), most],
  );
  return rows.map((row) => row.viewer_key);
}

/** Up to `most` of all people who were ever weighed, those after `after` (uuid text) in the order of their key. */
export async function nextReviewed(tx: Tx, after: string, most: number): Promise<string[]> {
  const { rows } = await tx.query<{ viewer_key: string }>(
    'SELECT viewer_key FROM interest_review WHERE viewer_key > $1 ORDER BY viewer_key LIMIT $2',
    [after, most],
  );
  return rows.map((row) => row.viewer_key);
}

function byViewer(rows: ReadonlyArray<{ viewer_key: string; node: string }>): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>();
  for (const { viewer_key: viewer, node } of rows) {
    const set = sets.get(viewer);
    if (set) set.add(node);
    else sets.set(viewer, new Set([node]));
  }
  return sets;
}
