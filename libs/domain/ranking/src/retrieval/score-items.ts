import { foldIn } from './ials.ts';
import type { BlendModel, EaseModel, History, IalsModel, NeighbourModel, RetrievalModel } from './model.ts';

/**
 * Writes how well each item suits a history into `out` (one number per item, higher is better; only the order within one call means
 * anything). Items of the history are scored as well: who recommends sets them aside. An empty history scores 0 all over, except by
 * popularity.
 */
export function scoreItems(model: RetrievalModel, history: History, out: Float64Array): void {
  switch (model.kind) {
    case 'pop':
      return out.set(model.score);
    case 'sar':
    case 'itemitem':
      return scoreNeighbours(model, history, out);
    case 'ease':
      return scoreEase(model, history, out);
    case 'ials':
      return scoreIals(model, history, out);
    case 'blend':
      return scoreBlend(model, history, out);
  }
}

function scoreNeighbours({ kind, neighbours }: NeighbourModel, { items, weights }: History, out: Float64Array): void {
  out.fill(0);
  const { start, at, weight } = neighbours;
  for (let n = 0; n < items.length; n += 1) {
    const item = items[n] as number;
    const factor = kind === 'sar' ? (weights?.[n] ?? 1) : 1;
    const end = start[item + 1] as number;
    for (let k = start[item] as number; k < end; k += 1) {
      const other = at[k] as number;
      out[other] = (out[other] as number) + factor * (weight[k] as number);
    }
  }
}

function scoreEase({ hot, weight }: EaseModel, { items }: History, out: Float64Array): void {
  out.fill(0);
  const size = hot.length;
  const sum = new Float64Array(size);
  const rows = items.map((item) => placeOf(hot, item)).filter((row) => row >= 0);
  // Four rows at a time: a quarter of the reads and writes of the sum.
  const inFours = rows.length - (rows.length % 4);
  for (let n = 0; n < inFours; n += 4) {
    const [a, b, c, d] = [n, n + 1, n + 2, n + 3].map((at) => (rows[at] as number) * size) as [number, number, number, number];
    for (let j = 0; j < size; j += 1)
      sum[j] =
        (sum[j] as number) + (weight[a + j] as number) + (weight[b + j] as number) + (weight[c + j] as number) + (weight[d + j] as number);
  }
  for (const row of rows.subarray(inFours))
    for (let j = 0, from = row * size; j < size; j += 1) sum[j] = (sum[j] as number) + (weight[from + j] as number);
  for (let j = 0; j < size; j += 1) out[hot[j] as number] = sum[j] as number;
}

/** Where an ascending list holds a number, or −1. */
function placeOf(ascending: Int32Array, wanted: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = ascending[middle] as number;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function scoreIals(model: IalsModel, { items }: History, out: Float64Array): void {
  const person = foldIn(model, items);
  const { dimensions, factors } = model;
  for (let item = 0, from = 0; item < model.items; item += 1, from += dimensions) {
    let sum = 0;
    for (let k = 0; k < dimensions; k += 1) sum += (factors[from + k] as number) * (person[k] as number);
    out[item] = sum;
  }
}

function scoreBlend({ parts }: BlendModel, history: History, out: Float64Array): void {
  const each = new Float64Array(out.length);
  out.fill(0);
  for (const { model, weight } of parts) {
    scoreItems(model, history, each);
    addStandardised(out, each, { weight, seen: history.items });
  }
}

/** out += weight · z-scores of `scores`, by mean and deviation over what the person has not touched. */
export function addStandardised(out: Float64Array, scores: Float64Array, options: { weight: number; seen: Int32Array }): void {
  let [count, sum, squares] = [scores.length, 0, 0];
  for (let n = 0; n < scores.length; n += 1) {
    const score = scores[n] as number;
    sum += score;
    squares += score * score;
  }
  for (const item of options.seen) {
    const score = scores[item] as number;
    count -= 1;
    sum -= score;
    squares -= score * score;
  }
  const mean = sum / Math.max(1, count);
  const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean));
  if (!(deviation > 0)) return;
  const factor = options.weight / deviation;
  for (let n = 0; n < scores.length; n += 1) out[n] = (out[n] as number) + ((scores[n] as number) - mean) * factor;
}
