/** An item as a name is made of it: the categories it carries, how often it was engaged with, and the words of its title. */
export type NamedItem = { readonly labels: readonly string[]; readonly weight: number; readonly words: readonly string[] };

/** What a person can read of a community: the categories it is named after, none where it needs a name; its exemplars and its own words. */
export type CommunityName = {
  readonly labels: ReadonlyArray<{ readonly label: string; readonly lift: number }>;
  /** Items by their number in the list of all, the most engaged with first; at most three. */
  readonly exemplars: readonly number[];
  /** At most six, the most distinctive first. */
  readonly words: readonly string[];
};

const leastItems = 4;
const leastLift = 2;
const most = { labels: 2, exemplars: 3, words: 6 } as const;
const prior = 50;
const leastTold = 1.96;

/**
 * Names the community of `own` items after the two categories most over-represented in it, weighted by engagement: at least four of its
 * items and twice the usual share. At least two of its three most engaged items have to carry one of them; else it needs a person's name.
 */
export function nameCommunity(items: readonly NamedItem[], own: readonly number[]): CommunityName {
  const exemplars = [...own].sort((a, b) => weightOf(items, b) - weightOf(items, a) || a - b).slice(0, most.exemplars);
  const [inside, overall] = [sharesOf(items, own), sharesOf(items, [...items.keys()])];
  const strong = [...inside]
    .map(([label, { share, count }]) => ({ label, count, lift: share / (overall.get(label)?.share ?? 1) }))
    .filter(({ count, lift }) => count >= leastItems && lift >= leastLift)
    .sort((a, b) => b.lift - a.lift || (a.label < b.label ? -1 : 1))
    .slice(0, most.labels);
  const carried = exemplars.filter((item) => strong.some(({ label }) => items[item]?.labels.includes(label))).length;
  const labels = carried >= 2 ? strong.map(({ label, lift }) => ({ label, lift })) : [];
  return { labels, exemplars, words: distinctiveWords(items, own) };
}

function weightOf(items: readonly NamedItem[], item: number): number {
  return items[item]?.weight ?? 0;
}

function sharesOf(items: readonly NamedItem[], chosen: readonly number[]): Map<string, { share: number; count: number }> {
  const sums = new Map<string, { share: number; count: number }>();
  const total = chosen.reduce((sum, item) => sum + weightOf(items, item), 0) || 1;
  for (const item of chosen) {
    for (const label of items[item]?.labels ?? []) {
      const old = sums.get(label) ?? { share: 0, count: 0 };
      sums.set(label, { share: old.share + weightOf(items, item) / total, count: old.count + 1 });
    }
  }
  return sums;
}

/**
 * Words of titles that set the community apart: weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008,
 * "Fightin' words"), above 1.96 standard deviations.
 */
function distinctiveWords(items: readonly NamedItem[], own: readonly number[]): string[] {
  const inside = new Set(own);
  const [here, there] = [countWords(items, (item) => inside.has(item)), countWords(items, (item) => !inside.has(item))];
  const all = here.total + there.total;
  const scored = [...here.of].flatMap(([word, count]) => {
    const elsewhere = there.of.get(word) ?? 0;
    const expected = (prior * (count + elsewhere)) / all;
    const odds = (own: number, total: number): number => Math.log((own + expected) / (total + prior - own - expected));
    const z = (odds(count, here.total) - odds(elsewhere, there.total)) / Math.sqrt(1 / (count + expected) + 1 / (elsewhere + expected));
    return count >= 2 && z > leastTold ? [{ word, z }] : [];
  });
  return scored
    .sort((a, b) => b.z - a.z || (a.word < b.word ? -1 : 1))
    .slice(0, most.words)
    .map(({ word }) => word);
}

function countWords(items: readonly NamedItem[], chosen: (item: number) => boolean): { of: Map<string, number>; total: number } {
  const of = new Map<string, number>();
  let total = 0;
  items.forEach(({ words }, item) => {
    if (!chosen(item)) return;
    for (const word of new Set(words)) {
      of.set(word, (of.get(word) ?? 0) + 1);
      total += 1;
    }
  });
  return { of, total };
}
