/** How good a list of k is for one person, all between 0 and 1. */
export type RankingMetrics = { readonly precision: number; readonly recall: number; readonly ndcg: number; readonly map: number };

/**
 * Judges the first k of a ranked list against the items a person really went to. precision = hits / k; recall = hits / relevant;
 * nDCG with binary gains 1/log2(1 + rank), over the best that min(k, relevant) hits could reach; MAP = Σ precision at each hit / relevant
 * (over all relevant, also those beyond k). `relevant` counts items that can not be recommended, too.
 */
export function rankingMetrics(
  ranked: Int32Array,
  isRelevant: (item: number) => boolean,
  { relevant, k }: { relevant: number; k: number },
): RankingMetrics {
  let [hits, gain, best, precisions] = [0, 0, 0, 0];
  for (let rank = 1; rank <= k; rank += 1) {
    const discount = 1 / Math.log2(1 + rank);
    if (rank <= relevant) best += discount;
    if (rank > ranked.length || !isRelevant(ranked[rank - 1] as number)) continue;
    hits += 1;
    gain += discount;
    precisions += hits / rank;
  }
  const of = Math.max(1, relevant);
  return { precision: hits / k, recall: hits / of, ndcg: best > 0 ? gain / best : 0, map: precisions / of };
}
