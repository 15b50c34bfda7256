import { risingOrder } from './area-under-curve.ts';
import { assertPredictions, type Predictions } from './prediction.ts';

/** A line of the reliability table: rows of neighbouring chances, what was predicted of them and what happened. */
export type ReliabilityBin = { readonly rows: number; readonly predicted: number; readonly happened: number };

/** Ten bins (or `bins`) of equal count by rising chance; the mean chance and the rate of each. Fewer rows than bins: fewer bins. */
export function reliability(predictions: Predictions, bins = 10): ReliabilityBin[] {
  assertPredictions(predictions);
  const { chances, labels } = predictions;
  const order = risingOrder(chances);
  const table: ReliabilityBin[] = [];
  for (let bin = 0; bin < bins; bin += 1) {
    const from = Math.floor((bin * order.length) / bins);
    const to = Math.floor(((bin + 1) * order.length) / bins);
    if (from === to) continue;
    let [predicted, happened] = [0, 0];
    for (let at = from; at < to; at += 1) {
      predicted += chances[order[at] as number] as number;
      happened += labels[order[at] as number] as number;
    }
    table.push({ rows: to - from, predicted: predicted / (to - from), happened: happened / (to - from) });
  }
  return table;
}

/** Σ rows/all · |predicted − happened| over the table: 0 is perfect, at most 1. */
export function calibrationError(table: readonly ReliabilityBin[]): number {
  const rows = table.reduce((sum, bin) => sum + bin.rows, 0);
  return table.reduce((sum, bin) => sum + (bin.rows / rows) * Math.abs(bin.predicted - bin.happened), 0);
}
