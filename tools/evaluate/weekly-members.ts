import { findCommunities, jaccard, matchCommunities, membersByHistory, type Communities } from '@flywheel/segments/communities';
import type { Interactions } from './read-interactions.ts';

const weekS = 7 * 86_400;
const weeks = 4;

/** How far communities and their members are the same a week later. */
export type WeeklyMembers = { readonly weeks: number; readonly memberJaccard: number | null; readonly keptIds: number | null };

/**
 * Clusters everything up to the end of the log and up to one, two, three and four weeks before it, each as its own run with k communities,
 * and compares runs one week apart: matched as production matches them, what share of the communities keeps its id, and the mean Jaccard
 * index of the members of those, among people who had acted by the earlier run. Times are in seconds. A log of less than five weeks has
 * fewer comparisons.
 */
export function weeklyMembers(of: Interactions['of'], items: number, options: { k: number; seed: string }): WeeklyMembers {
  const times = of.flatMap((acts) => acts.map((act) => act.time));
  const [first, last] = times.reduce(([low, high], time) => [Math.min(low, time), Math.max(high, time)], [Infinity, -Infinity]);
  const ends = Array.from({ length: weeks + 1 }, (_, back) => last - back * weekS).filter((end) => end - first >= weekS);
  const runs = ends.map((end) => clusterUpTo(end, of, items, options)).reverse();
  const pairs = runs.slice(1).map((later, index) => compare(runs[index] ?? later, later));
  const likeness = pairs.flatMap((pair) => pair.likeness);
  return {
    weeks: pairs.length,
    memberJaccard: mean(likeness),
    keptIds: mean(pairs.map((pair) => pair.likeness.length / Math.max(1, pair.communities))),
  };
}

type Run = { items: Array<Set<number>>; members: Array<Set<number>>; known: Set<number> };

function clusterUpTo(end: number, of: Interactions['of'], items: number, { k, seed }: { k: number; seed: string }): Run {
  const history = of.map((acts) => acts.filter((act) => act.time <= end).map((act) => act.item));
  const found = findCommunities({ items, itemsOf: history.map((touched) => [...new Set(touched)]) }, { clusters: k, seed });
  const groups = Array.from({ length: found.k }, () => new Set<number>());
  found.of.forEach((community, item) => groups[community]?.add(item));
  const members = membersByHistory(labelsOf(found), history);
  return {
    items: groups,
    members: groups.map((_, community) => new Set(members.get(String(community)) ?? [])),
    known: new Set(history.flatMap((touched, user) => (touched.length > 0 ? [user] : []))),
  };
}

function compare(before: Run, after: Run): { likeness: number[]; communities: number } {
  const likeness = matchCommunities(before.items, after.items).flatMap(({ previous }, community) => {
    const [old, own] = [before.members[previous ?? -1], after.members[community]];
    return old && own ? [jaccard(old, new Set([...own].filter((user) => before.known.has(user))))] : [];
  });
  return { likeness, communities: before.items.length };
}

/** Communities as labels of items, in the form segments are judged in. */
export function labelsOf(communities: Communities): string[][] {
  return [...communities.of].map((community) => (community < 0 ? [] : [String(community)]));
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
