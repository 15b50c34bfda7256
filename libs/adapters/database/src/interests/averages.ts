import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { blendShares, halfLives, type Averages } from '@flywheel/segments';

/** What the average person likes, for these nodes and every tier. Empty before the first count. */
export async function readAverages(tx: Tx, nodes: readonly string[]): Promise<Averages> {
  const sums = await tx.query<{ node: string; affinity_sum: number }>('SELECT node, affinity_sum FROM node_share WHERE node = ANY($1)', [
    nodes,
  ]);
  const tiers = await tx.query<{ tier: string; affinity_sum: number }>('SELECT tier, affinity_sum FROM tier_share');
  return {
    nodes: new Map(sums.rows.map((row) => [row.node, row.affinity_sum])),
    tiers: new Map(tiers.rows.map((row) => [row.tier, row.affinity_sum])),
  };
}

/** Sums everybody's positive blended weights as of `now` by node and tier: people with consent, nodes that may be inferred. */
export async function countAverages(tx: Tx, now: Instant): Promise<void> {
  const at = new Date(now);
  await tx.query(sumNodes, [at]);
  await tx.query('DELETE FROM node_share WHERE counted_at <> $1', [at]);
  await tx.query(sumTiers, [at]);
  await tx.query('DELETE FROM tier_share WHERE counted_at <> $1', [at]);
}

// Half-lives and shares come from the domain; past 600 half-lives nothing is left, and a smaller power would underflow.
const decayed = (column: string, memory: keyof typeof halfLives): string => {
  const elapsed = 'extract(epoch FROM $1::timestamptz - a.at)::float8';
  return `${blendShares[memory]} * ${column} * power(2::float8, -least(600, ${elapsed} / ${halfLives[memory] / 1000}))`;
};
const blended = `${decayed('a.short_value', 'short')} + ${decayed('a.mid_value', 'mid')} + ${decayed('a.long_value', 'long')}`;

// Exact decimals: a sum of floats depends on the order in which the rows lie, and a replay would not repeat.
const sumNodes = `
INSERT INTO node_share (node, tier, affinity_sum, people, counted_at)
SELECT node, tier, sum(round(greatest(0, weight)::numeric, 9))::float8, count(*) FILTER (WHERE weight > 0), $1
  FROM (SELECT a.node, t.taxonomy || '/' || t.tier AS tier, ${blended} AS weight
          FROM affinity a
          JOIN taxonomy_node t ON t.node = a.node AND NOT t.sensitive
          JOIN identity i ON i.viewer_key = a.viewer_key AND 'personalisation' = ANY (i.purposes)) AS weights
 GROUP BY node, tier
ON CONFLICT (node) DO UPDATE
   SET tier = excluded.tier, affinity_sum = excluded.affinity_sum, people = excluded.people, counted_at = excluded.counted_at
`;
const sumTiers = `
INSERT INTO tier_share (tier, affinity_sum, counted_at)
SELECT tier, sum(round(affinity_sum::numeric, 9))::float8, $1 FROM node_share GROUP BY tier
ON CONFLICT (tier) DO UPDATE SET affinity_sum = excluded.affinity_sum, counted_at = excluded.counted_at
`;
