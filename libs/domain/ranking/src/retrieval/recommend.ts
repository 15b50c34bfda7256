import type { History, PopularityModel, RetrievalModel } from './model.ts';
import { scoreItems } from './score-items.ts';
import { strongest } from './strongest.ts';

/** Where a list came from: what the person touched, what surrounds the slot, or what everybody touches. */
export type RecommendationSource = 'personal' | 'contextual' | 'popular';

export type RecommendOptions = {
  readonly take: number;
  /** Items that were served before; like those of the history they never come back. */
  readonly served?: Int32Array;
  /** Whether an item may be shown here and now, e.g. one of several categories; all may unless said otherwise. */
  readonly allowed?: (item: number) => boolean;
  /** A score per item for the place it would be shown in; used while the history says nothing. */
  readonly contextual?: Float64Array;
  /** The last resort, and the order of items that the model knows nothing of. */
  readonly popularity: PopularityModel;
  /** Room for scores, one per item, kept between calls by who calls often. */
  readonly room?: Float64Array;
};

/**
 * At most `take` new items, best first. A history without a signal (empty, or of items that the model does not know) falls back to the
 * context and then to popularity; a signal that says too little is filled up by popularity.
 */
export function recommend(
  model: RetrievalModel,
  history: History,
  options: RecommendOptions,
): { items: Int32Array; source: RecommendationSource } {
  const { popularity, contextual, take } = options;
  const scores = options.room ?? new Float64Array(popularity.score.length);
  const setAside = (): void => hide(scores, history, options);
  let source: RecommendationSource = 'personal';
  scoreItems(model, history, scores);
  if (model.kind === 'pop' || !scores.some((score) => score !== 0)) {
    source = contextual ? 'contextual' : 'popular';
    scores.set(contextual ?? popularity.score);
  }
  setAside();
  // A factor or regression model may well score a good item below 0; only where all is sums of ties does 0 mean "unknown".
  const sparse = model.kind === 'itemitem' || model.kind === 'sar';
  const found = strongest(scores, take, sparse && source === 'personal' ? { floor: 0 } : {});
  if (found.length >= take) return { items: found, source };
  scores.set(popularity.score);
  setAside();
  for (const item of found) scores[item] = -Infinity;
  const rest = strongest(scores, take - found.length);
  return { items: Int32Array.from([...found, ...rest]), source };
}

function hide(scores: Float64Array, history: History, { served, allowed }: RecommendOptions): void {
  for (const item of history.items) scores[item] = -Infinity;
  for (const item of served ?? []) scores[item] = -Infinity;
  if (allowed) for (let item = 0; item < scores.length; item += 1) if (!allowed(item)) scores[item] = -Infinity;
}

/** One item of the history that speaks for a recommendation: its share of the score, 0…1. */
export type Contribution = { readonly item: number; readonly share: number };

/** Why an item-item recommendation: the items of the history tied to it, strongest first, at most `most`; none where nothing is. */
export function whyItem(
  { neighbours, kind }: Extract<RetrievalModel, { kind: 'itemitem' | 'sar' }>,
  history: History,
  { item, most = 3 }: { item: number; most?: number },
): Contribution[] {
  const ties = [...history.items].flatMap((own, n) => {
    const end = neighbours.start[own + 1] as number;
    const place = neighbours.at.subarray(neighbours.start[own], end).indexOf(item);
    if (place < 0 || own === item) return [];
    const tie = neighbours.weight[(neighbours.start[own] as number) + place] as number;
    return [{ item: own, tie: kind === 'sar' ? tie * (history.weights?.[n] ?? 1) : tie }];
  });
  const total = ties.reduce((sum, { tie }) => sum + tie, 0);
  const sorted = ties.toSorted((x, y) => y.tie - x.tie || x.item - y.item);
  return sorted.slice(0, most).map(({ item: own, tie }) => ({ item: own, share: tie / total }));
}
