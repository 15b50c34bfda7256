import type { Random } from '@flywheel/primitives';
import type { WordVector } from './vocabulary.ts';

const epochs = 8;
const [alpha, beta, l2] = [2, 1, 0.1];

/**
 * Weights of one topic against the rest: logistic regression by FTRL-Proximal (McMahan et al. 2013; α 2, β 1, λ1 0, λ2 .1), eight times
 * over the texts in an order of chance. Of a rare topic's many other texts only twenty for each of its own, and at least a thousand, are
 * learnt from: what a score is worth is judged afterwards on all of them.
 */
export function fitTopicHead(
  vectors: readonly WordVector[],
  own: ReadonlySet<number>,
  { slots, random }: { slots: number; random: Random },
): Float32Array {
  const [z, n] = [new Float64Array(slots), new Float64Array(slots)];
  const weight = (at: number): number => -(z[at] ?? 0) / ((beta + Math.sqrt(n[at] ?? 0)) / alpha + l2);
  const order = chosen(vectors.length, own, random);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random);
    for (const text of order) {
      const { at, value } = vectors[text] as WordVector;
      let sum = 0;
      for (let k = 0; k < at.length; k += 1) sum += weight(at[k] ?? 0) * (value[k] ?? 0);
      const error = 1 / (1 + Math.exp(-sum)) - Number(own.has(text));
      for (let k = 0; k < at.length; k += 1) {
        const slot = at[k] ?? 0;
        const gradient = error * (value[k] ?? 0);
        const [was, is] = [n[slot] ?? 0, (n[slot] ?? 0) + gradient * gradient];
        z[slot] = (z[slot] ?? 0) + gradient - ((Math.sqrt(is) - Math.sqrt(was)) / alpha) * weight(slot);
        n[slot] = is;
      }
    }
  }
  return Float32Array.from({ length: slots }, (_, at) => weight(at));
}

/** How strongly a text speaks for the topic: a log-odds, not calibrated. */
export function scoreTopic(head: Float32Array, { at, value }: WordVector): number {
  let sum = 0;
  for (let k = 0; k < at.length; k += 1) sum += (head[at[k] ?? 0] ?? 0) * (value[k] ?? 0);
  return sum;
}

function chosen(texts: number, own: ReadonlySet<number>, random: Random): number[] {
  const others = Array.from({ length: texts }, (_, text) => text).filter((text) => !own.has(text));
  const most = Math.max(1000, own.size * 20);
  if (others.length > most) shuffle(others, random);
  return [...own, ...others.slice(0, most)];
}

function shuffle(order: number[], random: Random): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random.next() * (last + 1));
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
}
