import { fromRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A run as it is told. */
export type CommunityRunRow = {
  readonly hour: Date;
  readonly outcome: 'published' | 'unstable';
  readonly items: number;
  readonly people: number;
  readonly k: number;
  readonly ari: number;
  readonly coverage: number;
};

/** A community with its segment's size. */
export type CommunityRow = {
  readonly segment: Id<'seg'> | null;
  readonly node: string;
  readonly name: string;
  readonly namedBy: 'categories' | 'operator' | null;
  readonly retiredAt: Date | null;
  readonly bornAt: Date;
  readonly contents: number;
  readonly members: number;
  readonly offered: boolean;
  readonly kept: boolean;
  readonly weeklyContents: number | null;
  readonly weeklyMembers: number | null;
  readonly lift: number | null;
  readonly liftLow: number | null;
  readonly liftHigh: number | null;
  readonly exemplars: string[];
  readonly categories: Array<{ label: string; lift: number }>;
  readonly words: string[];
};

/** The newest runs. */
export async function readCommunityRuns(tx: Tx, most: number): Promise<CommunityRunRow[]> {
  const { rows } = await tx.query<CommunityRunRow>(
    'SELECT hour, outcome, items, people, k, ari, coverage FROM community_run ORDER BY hour DESC LIMIT $1',
    [most],
  );
  return rows;
}

/** Living communities, the largest first, then those that retired since a time. */
export async function readCommunities(tx: Tx, { retiredSince, most }: { retiredSince: Instant; most: number }): Promise<CommunityRow[]> {
  const { rows } = await tx.query<Omit<CommunityRow, 'segment'> & { id: string | null }>(
    `SELECT s.segment_id AS id, k.node, t.name, k.named_by AS "namedBy", k.retired_at AS "retiredAt", r.hour AS "bornAt",
            k.items AS contents,
            coalesce(s.members, 0) AS members, coalesce(s.sellable, false) AS offered, k.kept, k.weekly_items AS "weeklyContents",
            k.weekly_members AS "weeklyMembers", k.lift, k.lift_low AS "liftLow", k.lift_high AS "liftHigh", k.exemplars,
            k.categories, k.words
       FROM community k JOIN taxonomy_node t USING (node) JOIN community_run r ON r.run_id = k.born_run LEFT JOIN segment s USING (node)
      WHERE k.retired_at IS NULL OR k.retired_at >= $1
      ORDER BY k.retired_at IS NOT NULL, s.members DESC NULLS LAST, t.name, k.node LIMIT $2`,
    [new Date(retiredSince), most],
  );
  return rows.map(({ id, ...row }) => ({ ...row, segment: id === null ? null : fromRowId('seg', id) }));
}

/** How many segments there are of each kind, how many are offered, and how many of the rest are too small. */
export async function countKinds(
  tx: Tx,
  least: number,
): Promise<Array<{ kind: string; segments: number; offered: number; tooSmall: number }>> {
  const { rows } = await tx.query<{ kind: string; segments: number; offered: number; tooSmall: number }>(
    `SELECT kind, count(*)::int AS segments, count(*) FILTER (WHERE sellable)::int AS offered,
            count(*) FILTER (WHERE NOT sellable AND members < $1)::int AS "tooSmall"
       FROM segment GROUP BY kind ORDER BY kind`,
    [least],
  );
  return rows;
}

/** The largest offered segments and, for each pair of them, how many of their present members are in both. */
export async function readOverlap(
  tx: Tx,
  most: number,
): Promise<{
  segments: Array<{ segment: Id<'seg'>; name: string; members: number }>;
  pairs: Array<{ a: string; b: string; both: number }>;
}> {
  const largest = `SELECT segment_id, name, members FROM segment WHERE sellable ORDER BY members DESC, name, segment_id LIMIT $1`;
  const { rows } = await tx.query<{ segment_id: string; name: string; members: number }>(
    `SELECT s.segment_id, s.name, count(m.viewer_key)::int AS members
       FROM (${largest}) s LEFT JOIN membership m ON m.segment_id = s.segment_id AND m.left_at IS NULL
      GROUP BY s.segment_id, s.name, s.members ORDER BY s.members DESC, s.name, s.segment_id`,
    [most],
  );
  const pairs = await tx.query<{ a: string; b: string; both: number }>(
    `WITH s AS (${largest}), m AS (SELECT viewer_key, segment_id FROM membership JOIN s USING (segment_id) WHERE left_at IS NULL)
     SELECT wire_id('seg', x.segment_id) AS a, wire_id('seg', y.segment_id) AS b, count(*)::int AS both
       FROM m x JOIN m y ON x.viewer_key = y.viewer_key AND x.segment_id < y.segment_id GROUP BY 1, 2`,
    [most],
  );
  const segments = rows.map((row) => ({ segment: fromRowId('seg', row.segment_id), name: row.name, members: row.members }));
  return { segments, pairs: pairs.rows };
}

/** Gives a living community a name that stays; false when there is none. */
export async function nameCommunityByHand(tx: Tx, node: string, name: string): Promise<boolean> {
  const { rowCount } = await tx.query(`UPDATE community SET named_by = 'operator' WHERE node = $1 AND retired_at IS NULL`, [node]);
  if (rowCount === 0) return false;
  await tx.query('UPDATE taxonomy_node SET name = $2 WHERE node = $1', [node, name]);
  await tx.query('UPDATE segment SET name = $2 WHERE node = $1', [node, name]);
  return true;
}
