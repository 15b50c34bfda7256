import type { Random } from '@flywheel/primitives';
import type { MintedToken } from '../stand/mint.ts';
import { templateSize } from '../stand/template-size.ts';

/** A hundred things to send: events in one request, or tokens in one each. `ids`: event ids, or impressions as row ids. */
export type SendBatch = { kind: 'events'; ids: string[]; body: string } | { kind: 'beacons'; ids: string[]; tokens: string[] };

export const batchSize = 100;
const kinds = ['view', 'like', 'save', 'comment', 'share'] as const;

/** Events with unique ids, a hundredth of them about content that nobody knows: those are set aside. */
export function eventBatches(count: number, { name, now, random }: { name: string; now: number; random: Random }): SendBatch[] {
  const pick = (most: number): number => Math.floor(random.next() * most);
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) => {
    const events = Array.from({ length: batchSize }, (__, n) => ({
      v: 1,
      id: `${name}-${batch}-${n}`,
      kind: kinds[pick(kinds.length)],
      at: new Date(now - pick(600_000)).toISOString(),
      viewer: `viewer-${pick(templateSize.viewers)}`,
      content: pick(100) === 0 ? 'nobody knows it' : `post-${pick(templateSize.posts)}`,
    }));
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
