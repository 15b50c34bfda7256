import type { Random } from '@flywheel/primitives';
import { interactionMatrix, rowOf, type InteractionMatrix } from './interaction-matrix.ts';
import type { RetrievalModel } from './model.ts';
import { rankingMetrics } from './ranking-metrics.ts';
import { scoreItems } from './score-items.ts';
import { strongest } from './strongest.ts';

/** A split of what may be learnt from, by which parameters are chosen: what `people` went to is hidden from `train`. */
export type InnerSplit = { readonly train: InteractionMatrix; readonly hidden: InteractionMatrix; readonly people: Int32Array };

export type InnerSplitOptions = {
  /** How many people have something hidden. Default 1,000. */
  readonly people?: number;
  /**
   * The share of their items that is hidden; at least one item, and one stays. Default .15: the more is hidden, the stronger a
   * regularisation looks best, because what is left is thinner than what will be fitted.
   */
  readonly share?: number;
  /** How many splits are made, each hiding another part; at most 1 / share. Default 1. */
  readonly folds?: number;
  /** A number for each entry of the matrix; what is greatest is hidden, e.g. times, to choose for a split in time. Chance if left out. */
  readonly order?: Float64Array;
};

/**
 * Hides a part of what a sample of people with at least two items touched. With `folds` the splits hide other parts each; in an order there
 * is but one that hides the greatest.
 */
export function innerSplits(matrix: InteractionMatrix, options: InnerSplitOptions, random: Random): InnerSplit[] {
  const { share = 0.15, order } = options;
  const able = Int32Array.from({ length: matrix.rows }, (_, user) => user).filter((user) => rowOf(matrix, user).length >= 2);
  const people = shuffled(able, random)
    .slice(0, options.people ?? 1000)
    .sort();
  const folds = Array.from(
    { length: order ? 1 : Math.min(options.folds ?? 1, Math.floor(1 / share)) },
    () => new Uint8Array(matrix.at.length),
  );
  for (const user of people) {
    const [from, to] = [matrix.start[user] as number, matrix.start[user + 1] as number];
    const entries = shuffled(
      Int32Array.from({ length: to - from }, (_, n) => from + n),
      random,
    );
    if (order) entries.sort((a, b) => (order[b] as number) - (order[a] as number));
    const hide = Math.min(to - from - 1, Math.max(1, Math.round(share * (to - from))));
    folds.forEach((isHidden, fold) => {
      for (let n = 0; n < hide; n += 1) isHidden[entries[(fold * hide + n) % entries.length] as number] = 1;
    });
  }
  return folds.map((isHidden) => ({ train: kept(matrix, isHidden, 0), hidden: kept(matrix, isHidden, 1), people }));
}

/** The same split with at most so many of its people, for what is expensive to judge. */
export function fewerPeople(split: InnerSplit, most: number): InnerSplit {
  const every = Math.max(1, split.people.length / most);
  const people = Int32Array.from({ length: Math.min(most, split.people.length) }, (_, n) => split.people[Math.floor(n * every)] as number);
  return { ...split, people };
}

/** Mean nDCG@k over the people of a split, of the best unseen items by scores that `scoresOf` writes. */
export function meanNdcg(split: InnerSplit, k: number, scoresOf: (user: number, seen: Int32Array, out: Float64Array) => void): number {
  const scores = new Float64Array(split.train.columns);
  let sum = 0;
  for (const user of split.people) {
    const seen = rowOf(split.train, user);
    scoresOf(user, seen, scores);
    sum += ndcgOf(split, { user, seen, scores, k });
  }
  return split.people.length === 0 ? 0 : sum / split.people.length;
}

/** nDCG@k of one person; overwrites the scores of what they have seen. */
export function ndcgOf(split: InnerSplit, person: { user: number; seen: Int32Array; scores: Float64Array; k: number }): number {
  const { user, seen, scores, k } = person;
  for (const item of seen) scores[item] = -Infinity;
  const hidden = rowOf(split.hidden, user);
  const ranked = strongest(scores, k);
  return rankingMetrics(ranked, (item) => hidden.includes(item), { relevant: hidden.length, k }).ndcg;
}

/** Mean nDCG@k of a fitted model on a split. */
export function judgeModel(model: RetrievalModel, split: InnerSplit, options: { k: number; weightsOf?: WeightsOf }): number {
  return meanNdcg(split, options.k, (user, items, out) => {
    const weights = options.weightsOf?.(user, items);
    scoreItems(model, weights ? { items, weights } : { items }, out);
  });
}

/** How much each item of a user's history counts, for a learner that heeds it. */
export type WeightsOf = (user: number, items: Int32Array) => Float64Array;

function kept(matrix: InteractionMatrix, isHidden: Uint8Array, which: 0 | 1): InteractionMatrix {
  const users: number[] = [];
  const items: number[] = [];
  for (let user = 0; user < matrix.rows; user += 1) {
    const end = matrix.start[user + 1] as number;
    for (let entry = matrix.start[user] as number; entry < end; entry += 1) {
      if (isHidden[entry] !== which) continue;
      users.push(user);
      items.push(matrix.at[entry] as number);
    }
  }
  return interactionMatrix({ users: Int32Array.from(users), items: Int32Array.from(items) }, { users: matrix.rows, items: matrix.columns });
}

/** Fisher–Yates. */
function shuffled(list: Int32Array, random: Random): Int32Array {
  const copy = list.slice();
  for (let n = copy.length - 1; n > 0; n -= 1) {
    const other = Math.floor(random.next() * (n + 1));
    [copy[n], copy[other]] = [copy[other] as number, copy[n] as number];
  }
  return copy;
}
