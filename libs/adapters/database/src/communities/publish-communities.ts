import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** One hour's look. */
export type CommunityRun = {
  readonly hour: Instant;
  readonly ranAt: Instant;
  readonly outcome: 'published' | 'unstable';
  readonly items: number;
  readonly people: number;
  readonly k: number;
  readonly ari: number;
  readonly coverage: number;
  readonly sha256: Uint8Array;
  readonly tried: readonly object[];
};

/** A community as a run found it; contents by row id. */
export type PublishedCommunity = {
  readonly node: string;
  readonly isNew: boolean;
  readonly name: string;
  /** Whether the name was found: an operator's stays, whatever is found later. */
  readonly named: boolean;
  readonly contents: readonly string[];
  readonly exemplars: readonly string[];
  readonly categories: ReadonlyArray<{ readonly label: string; readonly lift: number }>;
  readonly words: readonly string[];
  readonly weekly: { readonly items: number; readonly members: number } | undefined;
  readonly later: { readonly lift: number; readonly low: number; readonly high: number; readonly members: number } | undefined;
  readonly kept: boolean;
};

/** Keeps a run; undefined when this hour has one already. */
export async function keepCommunityRun(tx: Tx, run: CommunityRun): Promise<bigint | undefined> {
  const { rows } = await tx.query<{ run_id: bigint }>(
    `INSERT INTO community_run (hour, ran_at, outcome, items, people, k, ari, coverage, sha256, tried)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (hour) DO NOTHING RETURNING run_id`,
    [
      new Date(run.hour),
      new Date(run.ranAt),
      run.outcome,
      run.items,
      run.people,
      run.k,
      run.ari,
      run.coverage,
      run.sha256,
      JSON.stringify(run.tried),
    ],
  );
  return rows[0]?.run_id;
}

/** The hour of the last run; undefined before the first. */
export async function readLastRunHour(tx: Tx): Promise<Instant | undefined> {
  const { rows } = await tx.query<{ hour: Date | null }>('SELECT max(hour) AS hour FROM community_run');
  return rows[0]?.hour?.getTime();
}

/**
 * Puts what a run found in the place of what was: nodes, names, which content is where. Communities that it did not go on with retire:
 * nobody is in them any more, nothing that was counted for them is kept, and they are not offered. Returns the nodes that retired.
 */
export async function publishCommunities(
  tx: Tx,
  communities: readonly PublishedCommunity[],
  { run, now }: { run: bigint; now: Instant },
): Promise<string[]> {
  const at = new Date(now);
  const rows = JSON.stringify(communities);
  await tx.query(writeNodes, [rows]);
  await tx.query(writeCommunities, [rows, run]);
  await tx.query(renameSegments, [communities.map(({ node }) => node)]);
  await tx.query(moveContents, [rows, at]);
  const { rows: gone } = await tx.query<{ node: string }>(
    'UPDATE community SET retired_at = $2, kept = false WHERE retired_at IS NULL AND last_run <> $1 RETURNING node',
    [run, at],
  );
  const nodes = gone.map(({ node }) => node);
  await tx.query(
    `UPDATE membership SET left_at = $2, updated_at = $2
      WHERE left_at IS NULL AND segment_id IN (SELECT segment_id FROM segment WHERE node = ANY ($1))`,
    [nodes, at],
  );
  await tx.query('DELETE FROM affinity WHERE node = ANY ($1)', [nodes]);
  await tx.query('UPDATE segment SET sellable = false, members = 0 WHERE node = ANY ($1)', [nodes]);
  return nodes;
}

const writeNodes = `
INSERT INTO taxonomy_node (node, taxonomy, parent, name, tier, sensitive)
SELECT node, 'community', NULL, name, 1, false FROM jsonb_to_recordset($1::jsonb) AS c(node text, name text)
ON CONFLICT (node) DO UPDATE SET name = excluded.name
 WHERE NOT EXISTS (SELECT FROM community k WHERE k.node = excluded.node AND k.named_by = 'operator')`;

const writeCommunities = `
INSERT INTO community AS k (node, born_run, last_run, named_by, items, exemplars, categories, words, weekly_items, weekly_members,
                            lift, lift_low, lift_high, lift_members, kept)
SELECT node, $2, $2, CASE WHEN named THEN 'categories' END, jsonb_array_length(contents), exemplars, categories, words,
       (weekly ->> 'items')::real, (weekly ->> 'members')::real, (later ->> 'lift')::real, (later ->> 'low')::real,
       (later ->> 'high')::real, (later ->> 'members')::integer, kept
  FROM jsonb_to_recordset($1::jsonb) AS c(node text, named boolean, contents jsonb, exemplars jsonb, categories jsonb, words jsonb,
       weekly jsonb, later jsonb, kept boolean)
ON CONFLICT (node) DO UPDATE
   SET last_run = excluded.last_run, items = excluded.items, exemplars = excluded.exemplars, categories = excluded.categories,
       words = excluded.words, weekly_items = excluded.weekly_items, weekly_members = excluded.weekly_members, lift = excluded.lift,
       lift_low = excluded.lift_low, lift_high = excluded.lift_high, lift_members = excluded.lift_members, kept = excluded.kept,
       named_by = CASE WHEN k.named_by = 'operator' THEN 'operator' ELSE excluded.named_by END`;

const renameSegments = `
UPDATE segment s SET name = t.name FROM taxonomy_node t WHERE t.node = s.node AND s.node = ANY ($1) AND s.name <> t.name`;

const moveContents = `
WITH now_in AS (
  SELECT content_id::uuid AS content_id, c.node FROM jsonb_to_recordset($1::jsonb) AS c(node text, contents jsonb),
         jsonb_array_elements_text(c.contents) AS content_id)
UPDATE content SET community_node = n.node, updated_at = $2
  FROM (SELECT c.content_id, i.node FROM content c LEFT JOIN now_in i USING (content_id)
         WHERE c.community_node IS NOT NULL OR i.node IS NOT NULL) AS n
 WHERE n.content_id = content.content_id AND content.community_node IS DISTINCT FROM n.node`;
