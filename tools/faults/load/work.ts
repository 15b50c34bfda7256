import type { Random } from '@flywheel/primitives';
import type { MintedToken } from '../stand/mint.ts';
import { templateSize } from '../stand/template-size.ts';

/** A hundred things to send: events in one request, or tokens in one each. `ids`: event ids, or impressions as row ids. */
export type SendBatch = { kind: 'events'; ids: string[]; body: string } | { kind: 'beacons'; ids: string[]; tokens: string[] };

export const batchSize = 100;
const kinds = ['view', 'like', 'save', 'comment', 'share'] as const;

/**
 * Events with unique ids, a hundredth of them about content that nobody knows: those are set aside. Nobody does the same to the same post
 * twice: what a person cannot have done is told by its order, and here no order may matter.
 */
export function eventBatches(count: number, { name, now, random }: { name: string; now: number; random: Random }): SendBatch[] {
  const pick = (most: number): number => Math.floor(random.next() * most);
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) => {
    const events = Array.from({ length: batchSize }, (__, n) => {
      const number = batch * batchSize + n;
      const viewer = number % templateSize.viewers;
      const deed = viewer * 7 + Math.floor(number / templateSize.viewers);
      return {
        v: 1,
        id: `${name}-${batch}-${n}`,
        kind: kinds[Math.floor(deed / templateSize.posts) % kinds.length],
        at: new Date(now - pick(600_000)).toISOString(),
        viewer: `viewer-${viewer}`,
        content: pick(100) === 0 ? 'nobody knows it' : `post-${deed % templateSize.posts}`,
      };
    });
    return { kind: 'events', ids: events.map(({ id }) => id), body: JSON.stringify({ events }) };
  });
}

export function beaconBatches(minted: readonly MintedToken[]): SendBatch[] {
  const batches: SendBatch[] = [];
  for (let from = 0; from < minted.length; from += batchSize) {
    const part = minted.slice(from, from + batchSize);
    batches.push({ kind: 'beacons', ids: part.map(({ imp }) => imp), tokens: part.map(({ token }) => token) });
  }
  return batches;
}

/** In an order that the seed decides. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random.next() * (at + 1));
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}
