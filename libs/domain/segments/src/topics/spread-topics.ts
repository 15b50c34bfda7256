import { coEngagement, type Engagements, type SparseRow } from '../communities/co-engagement.ts';
import { defaultDemands, sayable, type FoundTopic, type TopicDemands, type TopicQuality } from './text-topics.ts';
import { thresholdForPrecision } from './threshold-for-precision.ts';

/** The topics known of each item; an empty list where none is. */
export type KnownTopics = ReadonlyArray<readonly string[]>;

/** What was found for items that nothing was known of, by item, and how good each topic was at being found. */
export type SpreadTopics = { readonly found: ReadonlyMap<number, readonly FoundTopic[]>; readonly qualities: readonly TopicQuality[] };

/** Neighbours with known topics that an item needs before anything is said of it. */
const leastNeighbours = 5;

/**
 * Spreads topics from items they are known of to items the same people engage with: the score of a topic is the part of an item's
 * co-engagement (its row of positive pointwise mutual information) that lies on neighbours with that topic. From which part on a topic may
 * be said is set on the items whose topics are known, each judged by its neighbours alone.
 */
export function spreadTopics(engagements: Engagements, known: KnownTopics, demands: TopicDemands = {}): SpreadTopics {
  const { leastTexts, leastPrecision } = { ...defaultDemands, ...demands };
  const scores = coEngagement(engagements).map((row) => scoresOf(row, known));
  const topics = [...new Set(known.flat())].sort();
  const qualities = topics.flatMap((topic): TopicQuality[] => {
    const texts = known.filter((own) => own.includes(topic)).length;
    if (texts < leastTexts) return [];
    const judged = scores.flatMap((own, item) => {
      const [score, truth] = [own?.get(topic), known[item] ?? []];
      return score !== undefined && truth.length > 0 ? [{ score, right: truth.includes(topic) }] : [];
    });
    return [{ topic, texts, ...thresholdForPrecision(judged, leastPrecision) }];
  });
  const found = new Map<number, readonly FoundTopic[]>();
  scores.forEach((own, item) => {
    if (!own || (known[item] ?? []).length > 0) return;
    const said = sayable(qualities, (topic) => own.get(topic));
    if (said.length > 0) found.set(item, said);
  });
  return { found, qualities };
}

function scoresOf({ at, value }: SparseRow, known: KnownTopics): Map<string, number> | undefined {
  const sums = new Map<string, number>();
  let [all, neighbours] = [0, 0];
  for (let k = 0; k < at.length; k += 1) {
    const topics = known[at[k] ?? 0] ?? [];
    if (topics.length === 0) continue;
    neighbours += 1;
    all += value[k] ?? 0;
    for (const topic of topics) sums.set(topic, (sums.get(topic) ?? 0) + (value[k] ?? 0));
  }
  if (neighbours < leastNeighbours) return undefined;
  return new Map([...sums].map(([topic, sum]) => [topic, sum / all]));
}
