import { seededRandom } from '@flywheel/primitives';
import { thresholdForPrecision, type JudgedScore, type PrecisionThreshold } from './threshold-for-precision.ts';
import { fitTopicHead, scoreTopic } from './topic-head.ts';
import { slotsOf, vectorOf, vocabularyOf, type Vocabulary, type WordVector } from './vocabulary.ts';

/** A text as it is learnt from: its words (`wordsOf`) and the topics its creator's tags stand for. */
export type TopicText = { readonly words: readonly string[]; readonly topics: readonly string[] };

/** A topic that may be said, and how often saying it was right where the truth was known: a share 0…1. */
export type FoundTopic = { readonly topic: string; readonly precision: number };

/** What was learnt of one topic: how many texts have it and, where it may be said, from which score on and what that is worth. */
export type TopicQuality = { readonly topic: string; readonly texts: number } & Partial<PrecisionThreshold>;

/** What texts are about, learnt from those with tags. Plain data: it may be handed from thread to thread. */
export type TextTopics = {
  readonly vocabulary: Vocabulary;
  readonly qualities: readonly TopicQuality[];
  /** Weights of each topic that may be said, by topic. */
  readonly heads: ReadonlyMap<string, Float32Array>;
};

/** How much is asked before a topic may be said. */
export type TopicDemands = {
  /** Texts or items a topic needs to be learnt. Default 10. */
  readonly leastTexts?: number;
  /** How often saying a topic has to be right on what it was not learnt from: the lower end of a 90 % interval. Default .7. */
  readonly leastPrecision?: number;
};

export const defaultDemands = { leastTexts: 10, leastPrecision: 0.7 };
const folds = 4;
const mostTopics = 200;

/**
 * Learns at most 200 topics, the commonest, from tagged texts. Each topic is scored on four parts of the texts by weights that have not
 * seen the part; the threshold from which it may be said is set on those scores, and a topic that nowhere reaches the precision asked for
 * is never said. The same texts in the same order give the same model.
 */
export function learnTextTopics(texts: readonly TopicText[], demands: TopicDemands = {}): TextTopics {
  const { leastTexts, leastPrecision } = { ...defaultDemands, ...demands };
  const vocabulary = vocabularyOf(texts.map(({ words }) => words));
  const known = texts.flatMap(({ words, topics }) => {
    const vector = vectorOf(words, vocabulary);
    return vector ? [{ vector, topics }] : [];
  });
  const heads = new Map<string, Float32Array>();
  const qualities = commonest(known, leastTexts).map(([topic, count]) => {
    const sample = known.map(({ vector, topics }) => ({ vector, own: topics.includes(topic) }));
    const threshold = thresholdForPrecision(judge(sample, slotsOf(vocabulary), topic), leastPrecision);
    if (threshold) heads.set(topic, fit(sample, slotsOf(vocabulary), topic));
    return { topic, texts: count, ...threshold };
  });
  return { vocabulary, qualities, heads };
}

/** The topics a text may be said to be about, the surest first. */
export function findTopics({ vocabulary, qualities, heads }: TextTopics, words: readonly string[]): FoundTopic[] {
  const vector = vectorOf(words, vocabulary);
  if (!vector) return [];
  const score = (topic: string): number | undefined => {
    const head = heads.get(topic);
    return head && scoreTopic(head, vector);
  };
  return sayable(qualities, score);
}

/** Topics whose score reaches their threshold, the surest first. */
export function sayable(qualities: readonly TopicQuality[], score: (topic: string) => number | undefined): FoundTopic[] {
  const found = qualities.flatMap(({ topic, threshold = Number.POSITIVE_INFINITY, precision = 0 }) =>
    (score(topic) ?? Number.NEGATIVE_INFINITY) >= threshold ? [{ topic, precision }] : [],
  );
  return found.sort((a, b) => b.precision - a.precision || (a.topic < b.topic ? -1 : 1));
}

type Sample = ReadonlyArray<{ readonly vector: WordVector; readonly own: boolean }>;

function judge(sample: Sample, slots: number, topic: string): JudgedScore[] {
  return Array.from({ length: folds }, (_, fold) => {
    const others = sample.filter((_each, at) => at % folds !== fold);
    const head = fit(others, slots, `${topic}/${fold}`);
    return sample.flatMap(({ vector, own }, at) => (at % folds === fold ? [{ score: scoreTopic(head, vector), right: own }] : []));
  }).flat();
}

function fit(sample: Sample, slots: number, seed: string): Float32Array {
  const own = new Set(sample.flatMap((each, at) => (each.own ? [at] : [])));
  const vectors = sample.map(({ vector }) => vector);
  return fitTopicHead(vectors, own, { slots, random: seededRandom(`topic/${seed}`) });
}

function commonest(texts: ReadonlyArray<{ readonly topics: readonly string[] }>, least: number): Array<readonly [string, number]> {
  const counts = new Map<string, number>();
  for (const topic of texts.flatMap(({ topics }) => [...new Set(topics)])) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count >= least).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return common.slice(0, mostTopics);
}
