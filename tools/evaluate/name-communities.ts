import { nameCommunity, type Communities } from '@flywheel/segments/communities';
import { wordsOf } from '@flywheel/segments/topics';
import type { Catalogue } from './read-catalogue.ts';

/** What a person can read of a community: its name, or that it still needs one, what people in it touch most, and its own words. */
export type ReadableCommunity = { name: string; named: boolean; exemplars: string[]; words: string[] };

/** Names every community after the categories and titles of a catalogue; without one, all need a name. */
export function nameCommunities(options: {
  communities: Communities;
  history: readonly number[][];
  items: readonly string[];
  catalogue: Catalogue | undefined;
}): Record<string, ReadableCommunity> {
  const { communities, history, items, catalogue } = options;
  const weight = new Float64Array(items.length);
  for (const touched of history) for (const item of touched) weight[item] = (weight[item] ?? 0) + 1;
  const labels = catalogue?.labels(items) ?? items.map(() => []);
  const titleOf = (item: number): string => catalogue?.title(items[item] ?? '') ?? items[item] ?? '';
  const known = items.map((_, item) => ({
    labels: labels[item] ?? [],
    weight: weight[item] ?? 0,
    words: catalogue ? wordsOf(titleOf(item)) : [],
  }));
  const named: Record<string, ReadableCommunity> = {};
  for (let community = 0; community < communities.k; community += 1) {
    const own = [...items.keys()].filter((item) => communities.of[item] === community);
    const found = nameCommunity(known, own);
    named[String(community)] = {
      name: found.labels.map(({ label }) => label).join(' · ') || 'needs a name',
      named: found.labels.length > 0,
      exemplars: found.exemplars.map(titleOf),
      words: [...found.words],
    };
  }
  return named;
}
