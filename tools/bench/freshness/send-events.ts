import { setTimeout as wait } from 'node:timers/promises';
import type { EventsResponse } from '@flywheel/http/events';
import { seededRandom } from '@flywheel/primitives';

/** Events of invented people on posts of many topics, `rate` a second in batches of `perBatch`, each sent at its time. */
export type SendOrder = { url: string; key: string; rate: number; perBatch: number; viewers: number; posts: number };

/** What came of it: events sent, told to be stored, batches that were refused or found no answer, and what else was told of events. */
export type SentEvents = { sent: number; stored: number; refused: number; otherwise: Record<string, number>; seconds: number };

const kinds = ['view', 'like', 'save', 'share'] as const;

/** Sends until it is told to stop, whether or not earlier batches were answered; then waits for the answers. */
async function send(order: SendOrder, stopped: () => boolean): Promise<SentEvents> {
  const { url, key, rate, perBatch } = order;
  const random = seededRandom('freshness load');
  const sums = { sent: 0, stored: 0, refused: 0 };
  const otherwise: Record<string, number> = {};
  const open = new Set<Promise<void>>();
  const began = performance.now();
  while (!stopped()) {
    const due = Math.floor(((performance.now() - began) / 1000) * (rate / perBatch));
    while (sums.sent < due * perBatch) {
      const events = Array.from({ length: perBatch }, (_, n) => eventOf(sums.sent + n, order, () => random.next()));
      sums.sent += perBatch;
      const one: Promise<void> = post(url, key, events).then((answer) => {
        open.delete(one);
        if (!answer) sums.refused += 1;
        sums.stored += answer?.stored ?? 0;
        for (const { outcome, reason = outcome } of answer?.results ?? [])
          if (outcome !== 'stored') otherwise[reason] = (otherwise[reason] ?? 0) + 1;
      });
      open.add(one);
    }
    await wait(2);
  }
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(open);
  return { ...sums, otherwise, seconds };
}

/** Person after person, each through all posts in turn: drawn by chance, some would like one thing over and over, as no person does. */
function eventOf(n: number, { viewers, posts }: SendOrder, chance: () => number): object {
  const whole = (below: number): number => Math.floor(chance() * below);
  const viewer = n % viewers;
  return {
    v: 1,
    id: `load-${n}`,
    kind: kinds[whole(kinds.length)],
    at: new Date().toISOString(),
    viewer: `viewer-${viewer}`,
    content: `post-${(viewer * 7 + Math.floor(n / viewers)) % posts}`,
  };
}

async function post(url: string, key: string, events: readonly object[]): Promise<EventsResponse | undefined> {
  try {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify({ events }) });
    return answer.ok ? ((await answer.json()) as EventsResponse) : undefined;
  } catch {
    return undefined;
  }
}

let ended = false;
process.once('message', (order) => {
  process.once('message', () => (ended = true));
  void send(order as SendOrder, () => ended).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));
