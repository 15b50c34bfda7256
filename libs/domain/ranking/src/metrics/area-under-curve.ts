import { assertPredictions, type Predictions } from './prediction.ts';

/** Area under the ROC curve by ranks (Mann & Whitney 1947); equal chances count one half. Null unless both labels occur. */
export function areaUnderCurve(predictions: Predictions): number | null {
  assertPredictions(predictions);
  const { chances, labels } = predictions;
  const order = risingOrder(chances);
  let [rankSum, positives] = [0, 0];
  for (let from = 0; from < order.length;) {
    let to = from;
    let tied = 0;
    const chance = chances[order[from] as number];
    for (; to < order.length && chances[order[to] as number] === chance; to += 1) tied += labels[order[to] as number] as number;
    rankSum += tied * ((from + 1 + to) / 2);
    positives += tied;
    from = to;
  }
  const negatives = order.length - positives;
  return positives === 0 || negatives === 0 ? null : (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** The places of `values` from the lowest to the highest, equal ones by place. */
export function risingOrder(values: Float64Array): Uint32Array {
  return Uint32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}
