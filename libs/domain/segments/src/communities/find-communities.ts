import { seededRandom } from '@flywheel/primitives';
import { adjustedRand } from './adjusted-rand.ts';
import { coEngagement, type Engagements } from './co-engagement.ts';
import { growOn, sphericalKMeans, type Clustering } from './spherical-k-means.ts';

/** How stable and how even one number of communities is. */
export type CommunityChoice = { readonly k: number; readonly ari: number; readonly largestShare: number };

/** Communities over items: `of[item]` is its community, or -1 where too few engaged. */
export type Communities = { readonly k: number; readonly ari: number; readonly of: Int32Array; readonly tried: readonly CommunityChoice[] };

const stableAri = 0.8;
const asGood = 0.995;
const mostShare = 0.4;

export type CommunityOptions = {
  /** A fixed number of communities, or 'auto': the largest that is stable over seeds. */
  clusters: number | 'auto';
  seed: string;
  /** Items with fewer distinct people stay outside. Default 20. */
  leastPeople?: number;
  /** Independent runs whose agreement is the stability. Default 6. */
  runs?: number;
  /** Communities of a run before by item, −1 where it had none: among partitions that fit alike, the one that grows out of it is taken. */
  previous?: Int32Array;
  onProgress?: (k: number) => void;
};

/**
 * Finds communities of content: co-engagement rows, spherical k-means, and k = the largest whose mean pairwise adjusted Rand index over
 * independent runs is at least 0.8 with no community over 40 % of the items; where none is, the most stable even one.
 */
export function findCommunities(engagements: Engagements, options: CommunityOptions): Communities {
  const { kept, dense } = keepPopular(engagements, options.leastPeople ?? 20);
  const rows = coEngagement(dense);
  const trials = candidates(options.clusters, kept.length).map((k) => {
    options.onProgress?.(k);
    return tryNumber(k, (run) => sphericalKMeans(rows, k, seededRandom(`${options.seed}/${k}/${run}`)), options.runs ?? 6);
  });
  const { previous } = options;
  const grown =
    previous &&
    growOn(
      rows,
      Int32Array.from(kept, (item) => previous[item] ?? -1),
    );
  const even = trials.filter((trial) => trial.choice.largestShare <= mostShare);
  const stable = even.filter((trial) => trial.choice.ari >= stableAri).sort((a, b) => b.choice.k - a.choice.k);
  const chosen = stable[0] ?? [...(even.length > 0 ? even : trials)].sort((a, b) => b.choice.ari - a.choice.ari)[0];
  const of = new Int32Array(engagements.items).fill(-1);
  const best = chosen && grown?.k === chosen.choice.k && grown.fit >= asGood * chosen.best.fit ? grown : chosen?.best;
  if (best) kept.forEach((item, index) => (of[item] = best.of[index] ?? -1));
  return { k: chosen?.choice.k ?? 0, ari: chosen?.choice.ari ?? 0, of, tried: trials.map((trial) => trial.choice) };
}

function candidates(clusters: number | 'auto', items: number): number[] {
  const most = Math.floor(items / 3);
  return (clusters === 'auto' ? [6, 7, 8, 9, 10, 12, 14, 16, 20, 24] : [clusters]).filter((k) => k <= most);
}

function tryNumber(k: number, run: (seed: number) => Clustering, runs: number): { choice: CommunityChoice; best: Clustering } {
  const found = Array.from({ length: runs }, (_, seed) => run(seed));
  const best = found.reduce((a, b) => (b.fit > a.fit ? b : a));
  const agreements = found.flatMap((a, i) => found.slice(i + 1).map((b) => adjustedRand(a.of, b.of)));
  const sizes = new Map<number, number>();
  for (const cluster of best.of) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const ari = agreements.reduce((sum, each) => sum + each, 0) / Math.max(1, agreements.length);
  return { choice: { k, ari, largestShare: Math.max(0, ...sizes.values()) / Math.max(1, best.of.length) }, best };
}

function keepPopular({ items, itemsOf }: Engagements, leastPeople: number): { kept: number[]; dense: Engagements } {
  const people = new Int32Array(items);
  for (const touched of itemsOf) for (const item of touched) people[item] = (people[item] ?? 0) + 1;
  const kept = Array.from({ length: items }, (_, item) => item).filter((item) => (people[item] ?? 0) >= leastPeople);
  const position = new Int32Array(items).fill(-1);
  kept.forEach((item, index) => (position[item] = index));
  const dense = itemsOf.map((touched) => touched.map((item) => position[item] ?? -1).filter((index) => index >= 0));
  return { kept, dense: { items: kept.length, itemsOf: dense } };
}
