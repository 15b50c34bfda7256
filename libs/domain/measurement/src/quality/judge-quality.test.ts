import type { EngagementEvent } from '@flywheel/events';
import { newId, seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeQuality, type EventToJudge } from './judge-quality.ts';
import * as limits from './quality-limits.ts';
import { QualityState } from './quality-state.ts';
import { RecentMap } from './recent-map.ts';

const noon = Date.UTC(2026, 2, 1, 12);
let serial = 0;
const did = (kind: EngagementEvent['kind'], more: Partial<EngagementEvent> = {}, afterMs = 0): EventToJudge => ({
  at: noon + afterMs,
  event: { v: 1, id: `e${(serial += 1)}`, kind, at: '', viewer: 'ann', content: 'post', ...more },
});
const judge = (events: readonly EventToJudge[], state = new QualityState()): ReturnType<typeof judgeQuality> =>
  judgeQuality(events, state, 'app');
const many = (count: number, make: (n: number) => EventToJudge): EventToJudge[] => Array.from({ length: count }, (_, n) => make(n));
const caught = (verdicts: ReturnType<typeof judgeQuality>): number => verdicts.filter(Boolean).length;
const seconds = (n: number): number => n * 1000;
const imp = newId('imp', noon, seededRandom('impression'));

const began = (agoMs: number): EventToJudge => did('view', { dwellMs: agoMs });

describe('impossible times', () => {
  it.each([
    {
      what: 'a dwell as long as since its view began',
      events: [began(0), did('dwell', { dwellMs: 10_000 }, seconds(10))],
      verdict: undefined,
    },
    { what: 'within two seconds more', events: [began(0), did('dwell', { dwellMs: 12_000 }, seconds(10))], verdict: undefined },
    { what: 'longer', events: [began(0), did('dwell', { dwellMs: 12_001 }, seconds(10))], verdict: 'impossible-time' },
    { what: 'a view told after its half', events: [began(seconds(30)), did('dwell', { dwellMs: 31_000 }, seconds(1))], verdict: undefined },
    { what: 'a view of no known length', events: [did('view'), did('dwell', { dwellMs: 90_000 }, 5)], verdict: undefined },
    { what: 'a dwell without a view', events: [did('dwell', { dwellMs: 900_000 })], verdict: undefined },
    { what: 'of another thing', events: [began(0), did('dwell', { content: 'other', dwellMs: 90_000 }, 5)], verdict: undefined },
    { what: 'a view long ago', events: [began(0), did('dwell', { dwellMs: 900_000 }, seconds(700))], verdict: undefined },
    {
      what: 'a film at four times its speed',
      events: [began(0), did('complete', { durationMs: 60_000 }, seconds(13))],
      verdict: undefined,
    },
    { what: 'faster', events: [began(0), did('complete', { durationMs: 60_001 }, seconds(13))], verdict: 'impossible-time' },
    { what: 'faster by its own dwell', events: [did('complete', { durationMs: 60_000, dwellMs: 12_999 })], verdict: 'impossible-time' },
    {
      what: 'complete twice, a tenth of it apart',
      events: [did('complete', { durationMs: 60_000 }), did('complete', { durationMs: 60_000 }, seconds(6))],
      verdict: 'impossible-time',
    },
    { what: 'a film of no known length', events: [began(0), did('complete', {}, 1)], verdict: undefined },
    { what: 'a click after its ad', events: [did('click', { impression: imp }, seconds(1))], verdict: undefined },
    { what: 'two minutes before it: clocks differ', events: [did('click', { impression: imp }, -seconds(120))], verdict: undefined },
    { what: 'earlier', events: [did('click', { impression: imp }, -seconds(121))], verdict: 'impossible-time' },
    { what: 'an id that says no time', events: [did('click', { impression: `imp_${'f'.repeat(32)}` })], verdict: undefined },
  ])('$what: $verdict', ({ events, verdict }) => {
    expect(judge(events).at(-1)).toBe(verdict);
  });
});

describe('pace', () => {
  const spread = (count: number, overMs: number): EventToJudge[] =>
    many(count, (n) => did('view', { content: `post-${n}` }, Math.floor((n * overMs) / count)));

  it('300 events of one person in a minute are taken, what comes after is not, and the next minute is anew', () => {
    expect(caught(judge(spread(300, 60_000)))).toBe(0);
    const verdicts = judge([...spread(310, 59_000), did('view', { content: 'later' }, 60_000)]);
    expect(verdicts.slice(0, 300)).toEqual(new Array(300).fill(undefined));
    expect(verdicts.slice(300, 310)).toEqual(new Array(10).fill('too-fast'));
    expect(verdicts[310]).toBeUndefined();
  });

  it('a thousand people at once are no bot', () => {
    expect(caught(judge(many(1000, (n) => did('view', { viewer: `person-${n}` }))))).toBe(0);
  });

  it('a source may tell 6,000 times a minute of one content and nobody, others beside it are untouched', () => {
    const nobody = (): EventToJudge => did('view', { viewer: undefined } as Partial<EngagementEvent>);
    const state = new QualityState();
    expect(caught(judge(many(6000, nobody), state))).toBe(0);
    expect(judge([nobody()], state)).toEqual(['flood']);
    expect(judgeQuality([nobody()], state, 'another')).toEqual([undefined]);
    expect(judge([did('view')], state)).toEqual([undefined]);
  });
});

describe('repeats', () => {
  it.each([
    { kind: 'like' as const, taken: 3 },
    { kind: 'report' as const, taken: 3 },
    { kind: 'view' as const, taken: 30 },
    { kind: 'comment' as const, taken: 30 },
  ])('$kind on one thing: $taken in ten minutes', ({ kind, taken }) => {
    const state = new QualityState();
    const verdicts = judge(
      many(taken + 2, (n) => did(kind, {}, seconds(n))),
      state,
    );
    expect(verdicts).toEqual([...new Array<undefined>(taken).fill(undefined), 'repeated', 'repeated']);
    expect(judge([did(kind, { content: 'other' })], state)).toEqual([undefined]);
    expect(judge([did(kind, {}, limits.repeatWindowMs)], state)).toEqual([undefined]);
  });
});

describe('what is remembered', () => {
  it('an event that comes again is judged as before and counted once', () => {
    const events = [began(0), did('dwell', { dwellMs: 90_000 }, 5), ...many(5, (n) => did('like', {}, n))];
    const state = new QualityState();
    const first = judge(events, state);
    for (let again = 0; again < 5; again += 1) expect(judge(events, state)).toEqual(first);
  });

  it('is bounded, whoever comes', () => {
    const state = new QualityState();
    judge(
      many(25_000, (n) => did('view', { viewer: `person-${n}` })),
      state,
    );
    judge(
      many(500, (n) => did('save', { content: `thing-${n}` }, n * 1000)),
      state,
    );
    expect(state.people.size).toBe(limits.mostPeople);
    expect(state.people.peek('ann')?.deeds.size).toBe(limits.mostThings);
  });

  it('a map of the last touched forgets what was touched longest ago', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }), (keys) => {
        const map = new RecentMap<number>(4);
        for (const key of keys) map.touch(String(key), () => key);
        const last = [...new Set([...keys].reverse())].slice(0, 4);
        expect(map.size).toBe(last.length);
        for (const key of last) expect(map.peek(String(key))).toBe(key);
      }),
    );
  });
});
