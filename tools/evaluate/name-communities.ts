import type { Communities } from '@flywheel/segments/communities';
import type { Catalogue } from './read-catalogue.ts';

/** What a person can read of a community: its name, or that it still needs one, and what people in it touch most. */
export type CommunityName = { name: string; named: boolean; exemplars: string[] };

const leastItems = 4;
const leastLift = 2;

/**
 * Names a community after the two categories most over-represented among its items, weighted by engagement; below lift 2 it needs a
 * person's name. At least two of the three most engaged items must carry a named category.
 */
export function nameCommunities(options: {
  communities: Communities;
  history: readonly number[][];
  items: readonly string[];
  catalogue: Catalogue | undefined;
}): Record<string, CommunityName> {
  const { communities, history, items, catalogue } = options;
  const weight = new Float64Array(items.length);
  for (const touched of history) for (const item of touched) weight[item] = (weight[item] ?? 0) + 1;
  const labels = catalogue?.labels(items) ?? items.map(() => []);
  const overall = shareOfLabels([...items.keys()], labels, weight);
  const named: Record<string, CommunityName> = {};
  for (let community = 0; community < communities.k; community += 1) {
    const own = [...items.keys()].filter((item) => communities.of[item] === community);
    const top = [...own].sort((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0)).slice(0, 3);
    const inside = shareOfLabels(own, labels, weight);
    const strong = [...inside]
      .map(([label, { share, count }]) => ({ label, count, lift: share / (overall.get(label)?.share ?? 1) }))
      .filter((each) => each.count >= leastItems && each.lift >= leastLift)
      .sort((a, b) => b.lift - a.lift)
      .slice(0, 2);
    const carried = top.filter((item) => strong.some(({ label }) => labels[item]?.includes(label))).length;
    const isNamed = strong.length > 0 && carried >= 2;
    named[String(community)] = {
      name: isNamed ? strong.map(({ label }) => label).join(' · ') : 'needs a name',
      named: isNamed,
      exemplars: top.map((item) => catalogue?.title(items[item] ?? '') ?? items[item] ?? ''),
    };
  }
  return named;
}

function shareOfLabels(
  items: readonly number[],
  labels: ReadonlyArray<readonly string[]>,
  weight: Float64Array,
): Map<string, { share: number; count: number }> {
  const sums = new Map<string, { share: number; count: number }>();
  const total = items.reduce((sum, item) => sum + (weight[item] ?? 0), 0) || 1;
  for (const item of items) {
    for (const label of labels[item] ?? []) {
      const old = sums.get(label) ?? { share: 0, count: 0 };
      sums.set(label, { share: old.share + (weight[item] ?? 0) / total, count: old.count + 1 });
    }
  }
  return sums;
}
