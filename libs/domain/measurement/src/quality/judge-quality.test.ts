import { inspect } from 'node:util';
import type { EngagementEvent } from '@flywheel/events';
import { newId, seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeQuality, type EventToJudge } from './judge-quality.ts';
import * as limits from './quality-limits.ts';
import { QualityState } from './quality-state.ts';
import { RecentMap } from './recent-map.ts';
import { RecentPairs } from './recent-pairs.ts';

const noon = Date.UTC(2026, 2, 1, 12);
let serial = 0;
const did = (kind: EngagementEvent['kind'], more: Partial<EngagementEvent> = {}, afterMs = 0): EventToJudge => ({
  at: noon + afterMs,
  source: 'app',
  event: { v: 1, id: `e${(serial += 1)}`, kind, at: '', viewer: 'ann', content: 'post', ...more },
});
const judge = (events: readonly EventToJudge[], state = new QualityState(7)): Array<ReturnType<typeof judgeQuality>> =>
  events.map((event) => judgeQuality(event, state));
const many = (count: number, make: (n: number) => EventToJudge): EventToJudge[] => Array.from({ length: count }, (_, n) => make(n));
const caught = (verdicts: ReturnType<typeof judge>): number => verdicts.filter(Boolean).length;
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
    const state = new QualityState(7);
    expect(caught(judge(many(6000, nobody), state))).toBe(0);
    expect(judge([nobody()], state)).toEqual(['flood']);
    expect(judge([{ ...nobody(), source: 'another' }], state)).toEqual([undefined]);
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
    const state = new QualityState(7);
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
    const state = new QualityState(7);
    const first = judge(events, state);
    for (let again = 0; again < 5; again += 1) expect(judge(events, state)).toEqual(first);
  });

  it('is bounded, whoever comes', () => {
    const state = new QualityState(7);
    judge(
      many(25_000, (n) => did('view', { viewer: `person-${n}` })),
      state,
    );
    judge(
      many(500, (n) => did('save', { content: `thing-${n}` }, n * 1000)),
      state,
    );
    expect(state.people.size).toBe(limits.mostPeople);
    const { deeds } = state.people.touch(state.keyOf('ann'));
    expect(deeds.size).toBe(limits.mostThings);
  });

  it('of somebody who is forgotten nothing stays, and no id is in it at all', () => {
    const state = new QualityState(7);
    const some = [began(0), did('dwell', { dwellMs: 90_000 }, 5), ...many(4, (n) => did('like', {}, n))];
    expect(caught(judge(some, state))).toBe(2);
    expect(state.remembers('ann')).toBe(true);
    const person = state.people.touch(state.keyOf('ann'));
    state.forget('ann');
    expect(state.remembers('ann')).toBe(false);
    expect(person).toEqual(new QualityState(7).people.touch(0));
    judge([did('like', { viewer: 'bob', content: 'secret', id: 'hidden' })], state);
    expect(inspect(state, { depth: 9, showHidden: true, maxArrayLength: null })).not.toMatch(/ann|bob|secret|hidden\b/u);
  });

  it.each([1, 4])('a map of the last %s touched forgets what was touched longest ago, or is to be forgotten', (most) => {
    const step = fc.record({ key: fc.integer({ min: 0, max: 9 }), forget: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const map = new RecentMap<Named>(most, () => new Named());
        let model: number[] = [];
        for (const { key, forget } of steps) {
          model = model.filter((other) => other !== key);
          if (forget) map.forget(key);
          else {
            expect(map.touch(key).name ?? key).toBe(key);
            map.touch(key).name = key;
            model = [...model, key].slice(-most);
          }
          expect(Array.from({ length: 10 }, (_, each) => each).filter((each) => map.has(each))).toEqual(model.toSorted((a, b) => a - b));
          expect(map.size).toBe(model.length);
        }
      }),
    );
  });

  it('of things, too, those are kept that were touched last, with their numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }), (keys) => {
        const pairs = new RecentPairs(4);
        for (const key of keys) pairs.first[pairs.touch(key)] = key;
        const last = [...new Set(keys.toReversed())].slice(0, 4);
        expect(pairs.size).toBe(last.length);
        for (const key of last) expect(pairs.first[pairs.find(key)]).toBe(key);
      }),
    );
  });
});

class Named {
  name: number | undefined;
  clear(): void {
    this.name = undefined;
  }
}
