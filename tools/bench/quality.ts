import type { EngagementEvent } from '@flywheel/events';
import { judgeQuality, QualityState, type EventToJudge } from '@flywheel/measurement/quality';
import { newId, seededRandom } from '@flywheel/primitives';
import type { Benchmark, Variant } from './benchmark.ts';

const eventsARound = 30_000;
const roundsMeasured = 5;
const roundsAtAll = roundsMeasured + 1;
const noon = Date.UTC(2026, 2, 1, 12);
const kinds = ['view', 'view', 'view', 'dwell', 'complete', 'like', 'save', 'share'] as const;
const random = seededRandom('bench quality');

/** What judging an event costs: µs of CPU an event in the last column, by who is in them. Every event has an id of its own. */
export async function openQuality(): Promise<Benchmark> {
  return {
    name: 'quality',
    unit: 'events',
    rounds: roundsMeasured,
    variants: [
      over('2,000 people', (n) => `viewer-${n % 2000}`),
      over('20,000 people', () => `viewer-${Math.floor(random.next() * 20_000)}`),
      over('200,000 people: most are forgotten before', () => `viewer-${Math.floor(random.next() * 200_000)}`),
      over('nobody known', () => undefined),
    ],
    async close() {},
  };
}

function over(name: string, viewerOf: (n: number) => string | undefined): Variant {
  const state = new QualityState(1);
  // Made beforehand: a round measures the judgement alone.
  const rounds = Array.from({ length: roundsAtAll }, (_, round) =>
    Array.from({ length: eventsARound }, (_, n) => newEvent(round * eventsARound + n, viewerOf(n))),
  );
  return {
    name,
    async run(round) {
      let refused = 0;
      for (const event of rounds[round] ?? []) if (judgeQuality(event, state)) refused += 1;
      if (refused > eventsARound / 2) throw new Error(`${name}: ${refused} of ${eventsARound} were refused`);
      return eventsARound;
    },
  };
}

let serial = 0;

function newEvent(n: number, viewer: string | undefined): EventToJudge {
  const kind = kinds[Math.floor(random.next() * kinds.length)] ?? 'view';
  const event: EngagementEvent = {
    v: 1,
    id: `0197a1b2-7c3d-7e4f-8a5b-${String((serial += 1)).padStart(12, '0')}`,
    kind,
    at: '',
    ...(viewer === undefined ? {} : { viewer }),
    content: `content-${Math.floor(random.next() * 2000)}`,
    dwellMs: Math.floor(random.next() * 1000),
  };
  if (kind === 'share') event.impression = newId('imp', noon, random);
  return { event, at: noon + n * 10, source: 'bench' };
}
