import type { ActLog, Affinity } from '@flywheel/segments';
import type { Tx } from '@flywheel/runtime';

/** One person's affinity to one node. */
export type PersonAffinity = { readonly viewer: string; readonly node: string; readonly affinity: Affinity };

/** A person and a node (uuid text, node id). */
export type PersonNode = { readonly viewer: string; readonly node: string };

/** What is written: the affinity and the acts behind it. */
export type AffinityRow = PersonAffinity & { readonly acts: ActLog };

/** All affinities of these people, without the acts behind them. */
export async function readAffinities(tx: Tx, viewers: readonly string[]): Promise<PersonAffinity[]> {
  const { rows } = await tx.query<NumberRow>(`SELECT ${numbers} FROM affinity a WHERE a.viewer_key = ANY($1::uuid[])`, [viewers]);
  return rows.map(toAffinity);
}

/** The affinities of certain people to certain nodes, and the acts behind them; a pair nothing is known of is left out. */
export async function readInterests(tx: Tx, pairs: readonly PersonNode[]): Promise<AffinityRow[]> {
  const { rows } = await tx.query<NumberRow & { acts: ActLog }>(
    `SELECT ${numbers}, a.actions AS acts
       FROM unnest($1::uuid[], $2::text[]) AS p(viewer, node) JOIN affinity a ON a.viewer_key = p.viewer AND a.node = p.node`,
    [pairs.map(({ viewer }) => viewer), pairs.map(({ node }) => node)],
  );
  return rows.map((row) => ({ ...toAffinity(row), acts: row.acts }));
}

type NumberRow = { viewer: string; node: string; short: number; mid: number; long: number; ms: number };

// The time as a number: parsing dates is the dearest part of reading a hundred thousand rows.
const numbers = `a.viewer_key AS viewer, a.node, a.short_value AS short, a.mid_value AS mid, a.long_value AS long,
       extract(epoch FROM a.at)::float8 * 1000 AS ms`;

function toAffinity({ viewer, node, short, mid, long, ms }: NumberRow): PersonAffinity {
  return { viewer, node, affinity: { short, mid, long, at: Math.round(ms) } };
}

/** Writes affinities as they are now; each pair at most once. */
export async function writeAffinities(tx: Tx, rows: readonly AffinityRow[]): Promise<void> {
  await tx.query(write, [
    rows.map(({ viewer }) => viewer),
    rows.map(({ node }) => node),
    rows.map(({ affinity }) => affinity.short),
    rows.map(({ affinity }) => affinity.mid),
    rows.map(({ affinity }) => affinity.long),
    rows.map(({ affinity }) => new Date(affinity.at).toISOString()),
    rows.map(({ acts }) => JSON.stringify(acts)),
  ]);
}

const write = `
INSERT INTO affinity (viewer_key, node, short_value, mid_value, long_value, at, actions)
SELECT viewer, node, short_value, mid_value, long_value, at, acts::jsonb
  FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::float8[], $5::float8[], $6::timestamptz[], $7::text[])
       AS a(viewer, node, short_value, mid_value, long_value, at, acts)
ON CONFLICT (viewer_key, node) DO UPDATE
   SET short_value = excluded.short_value, mid_value = excluded.mid_value, long_value = excluded.long_value,
       at = excluded.at, actions = excluded.actions
`;
