import { newId, seededRandom, type Id } from '@flywheel/primitives';
import { capCode, withinCaps, type CapRead } from '@flywheel/pacing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CappedLevel, CapPlan } from './cap-plan.ts';
import { FrequencyCaps } from './frequency-caps.ts';
import type { OpenWin } from './open-wins.ts';

const random = seededRandom('frequency');
const campaign = newId('cmp', 0, random);
const imp = (): Id<'imp'> => newId('imp', 0, random);
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const noon = Date.UTC(2026, 5, 5, 12);

const level = (change: Partial<CappedLevel>): CappedLevel => ({ level: 0, subject: 'ad', caps: [], minGapSeconds: 0, ...change });
const cap = (limit: number, windowMs: number) => ({ limit, windowSeconds: windowMs / 1000 });

function warm(levels: CappedLevel[]): { caps: FrequencyCaps; plan: CapPlan; show: (now: number, key?: string) => number } {
  const caps = new FrequencyCaps();
  const plan = caps.plan(levels) ?? expect.fail('nothing is capped');
  for (const each of caps.cold()) caps.warmed(each, noon);
  const show = (now: number, key = 'vwr_1'): number =>
    caps.checkAndReserve({ viewer: caps.viewer(key, false), plan, imp: imp(), campaign, now, expiresAt: now + minute });
  return { caps, plan, show };
}

describe('a cap', () => {
  it('of 0 means never, whoever asks and whatever is known', () => {
    const caps = new FrequencyCaps();
    const plan = caps.plan([level({ level: 2, caps: [cap(0, day)] })]) ?? expect.fail('0 is a cap');
    expect(caps.check(undefined, plan, noon)).toBe(562);
    expect(caps.check(caps.viewer('vwr_1', false), plan, noon)).toBe(562);
  });

  it('that is not there means unlimited', () => {
    expect(new FrequencyCaps().plan([level({}), level({ level: 3, subject: 'acc' })])).toBeUndefined();
  });

  it('of one an hour and one of three a day are independent', () => {
    const { show } = warm([level({ caps: [cap(1, hour), cap(3, day)] })]);
    expect(show(noon)).toBe(0);
    expect(show(noon + hour - 1)).toBe(560);
    expect(show(noon + hour)).toBe(0);
    expect(show(noon + 2 * hour)).toBe(0);
    expect(show(noon + 3 * hour)).toBe(560);
    expect(show(noon + day - 1)).toBe(560);
    expect(show(noon + day)).toBe(0);
    expect(show(noon, 'vwr_2')).toBe(0);
  });

  it('names its level, and the gap its own code', () => {
    const codes = ([0, 1, 2, 3] as const).map((each) => {
      const { show } = warm([level({ level: each, subject: 's', caps: [cap(1, day)] })]);
      show(noon);
      return show(noon + 1);
    });
    expect(codes).toEqual([560, 561, 562, 563]);
    const { show } = warm([level({ minGapSeconds: 60 })]);
    expect([show(noon), show(noon + 59_999), show(noon + 60_000)]).toEqual([0, 564, 0]);
  });

  it('reserves at every level or at none', () => {
    const { caps, plan, show } = warm([level({ caps: [cap(5, day)] }), level({ level: 3, subject: 'acc', caps: [cap(1, day)] })]);
    expect([show(noon), show(noon + 1), show(noon + 2)]).toEqual([0, 563, 563]);
    caps.check(caps.viewer('vwr_1', false), plan, noon + 3);
    expect([...caps.reads.count.subarray(0, caps.reads.n)]).toEqual([1, 1]);
  });
});

describe('a win', () => {
  it('counts from its decision, stays when seen, and is taken back when its token ends unseen', () => {
    const { caps, plan } = warm([level({ caps: [cap(1, day)] })]);
    const viewer = caps.viewer('vwr_1', false);
    caps.checkAndReserve({ viewer, plan, imp: imp(), campaign, now: noon, expiresAt: noon + minute });
    const win = caps.reserved ?? expect.fail('reserved');
    expect(caps.check(viewer, plan, noon + minute)).toBe(560);
    expect(caps.takeDue(noon + minute - 1, 10)).toEqual([]);
    expect(caps.takeDue(noon + minute, 10)).toEqual([win]);
    caps.release(win);
    expect(caps.check(viewer, plan, noon + minute)).toBe(0);
    caps.checkAndReserve({ viewer, plan, imp: imp(), campaign, now: noon + minute, expiresAt: noon + 2 * minute });
    expect(caps.takeDue(noon + day, 10)).toHaveLength(1);
    expect(caps.usage().openWins).toBe(0);
    expect(caps.check(viewer, plan, noon + 2 * minute)).toBe(560);
    expect(caps.check(viewer, plan, noon + minute + day)).toBe(0);
  });

  it('whose slot failed is taken back at once', () => {
    const { caps, plan, show } = warm([level({ caps: [cap(1, day)] })]);
    show(noon);
    caps.cancel(caps.reserved ?? expect.fail('reserved'));
    expect(caps.usage()).toMatchObject({ openWins: 0, counters: 0 });
    expect(caps.check(caps.viewer('vwr_1', false), plan, noon)).toBe(0);
  });
});

describe('a state that is not known', () => {
  it('fails closed for what is capped until it is read again', () => {
    const caps = new FrequencyCaps();
    const plan = caps.plan([level({ caps: [cap(2, day)] })]) ?? expect.fail('capped');
    const viewer = caps.viewer('vwr_1', false);
    expect(caps.check(viewer, plan, noon)).toBe(567);
    const [cold] = caps.cold();
    caps.record(viewer, cold?.number ?? 0, noon - hour, noon);
    caps.warmed(cold ?? expect.fail('cold'), noon);
    expect(caps.check(viewer, plan, noon)).toBe(0);
    expect([caps.reads.count[0], caps.reads.last[0]]).toEqual([1, noon - hour]);
    caps.lose();
    expect(caps.check(viewer, plan, noon)).toBe(567);
    expect(caps.check(undefined, plan, noon)).toBe(567);
  });

  it('is what a wider cap begins with: its longer past was not kept', () => {
    const { caps, show } = warm([level({ caps: [cap(1, hour)] })]);
    show(noon);
    const wider = caps.plan([level({ caps: [cap(3, day)] })]) ?? expect.fail('capped');
    expect(caps.check(caps.viewer('vwr_1', false), wider, noon)).toBe(567);
    expect(caps.cold()).toHaveLength(1);
    const narrower = caps.plan([level({ caps: [cap(2, hour)] })]) ?? expect.fail('capped');
    for (const each of caps.cold()) caps.warmed(each, noon, caps.openWins());
    expect(caps.check(caps.viewer('vwr_1', false), narrower, noon)).toBe(0);
    expect(caps.reads.count[0]).toBe(1);
  });

  it('holds for visits without consent only as far back as a cap looks', () => {
    const { caps, plan } = warm([level({ caps: [cap(1, hour)] })]);
    caps.knowVisitsSince(noon);
    const visit = caps.viewer('visit', true);
    expect([caps.check(visit, plan, noon + hour - 1), caps.check(visit, plan, noon + hour)]).toEqual([567, 0]);
    expect(caps.check(caps.viewer('vwr_1', false), plan, noon)).toBe(0);
  });

  it('is what a full memory says', () => {
    const caps = new FrequencyCaps({ mostBytes: 0 });
    const plan = caps.plan([level({ caps: [cap(1, hour)] })]) ?? expect.fail('capped');
    for (const each of caps.cold()) caps.warmed(each, noon);
    const request = { viewer: caps.viewer('v', false), plan, imp: imp(), campaign, now: noon, expiresAt: noon };
    expect(caps.checkAndReserve(request)).toBe(0);
    caps.usage();
    expect(caps.checkAndReserve({ ...request, viewer: caps.viewer('w', false) })).toBe(567);
  });
});

describe('in every order of decisions, views and endings', () => {
  const step = fc.record({
    kind: fc.constantFrom('show', 'show', 'show', 'see', 'release'),
    viewer: fc.constantFrom('a', 'b', 'c'),
    after: fc.constantFrom(0, 1, 999, 60_000, 1_800_000, 3_600_000, 43_200_000),
  });
  const capsOf = fc.array(fc.record({ limit: fc.integer({ min: 1, max: 4 }), windowSeconds: fc.constantFrom(60, 3600, 86_400) }), {
    minLength: 1,
    maxLength: 3,
  });

  it('confirmed + reserved stay within every window, and the answer is the plain rule over the whole past', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), capsOf, fc.constantFrom(0, 30, 7200), (steps, list, gap) => {
        const levels = [level({ caps: list, minGapSeconds: gap }), level({ level: 3, subject: 'acc', caps: [cap(6, day)] })];
        const { caps, plan } = warm(levels);
        const past = new Map<string, number[]>();
        const open: Array<{ win: OpenWin; viewer: string }> = [];
        let now = noon;
        for (const { kind, viewer, after } of steps) {
          now += after;
          if (kind === 'show') {
            const mine = past.get(viewer) ?? [];
            const last = mine.at(-1) ?? 0;
            const code = caps.checkAndReserve({ viewer: caps.viewer(viewer, false), plan, imp: imp(), campaign, now, expiresAt: now });
            const gapHolds = gap > 0 && last > 0 && now - last < gap * 1000;
            const expected = !withinCaps(list, mine, now) ? 560 : gapHolds ? 564 : !withinCaps([cap(6, day)], mine, now) ? 563 : 0;
            expect(code).toBe(expected);
            expect(capCode(levels, readsOf(caps), now)).toBe(code);
            if (code !== 0) continue;
            past.set(viewer, [...mine, now]);
            open.push({ win: caps.reserved ?? expect.fail('reserved'), viewer });
          } else if (kind === 'release') {
            const { win, viewer: whose } = open.shift() ?? {};
            if (!win || !whose) continue;
            caps.release(win);
            const mine = past.get(whose) ?? [];
            mine.splice(mine.lastIndexOf(win.at), 1);
          } else open.shift();
        }
      }),
      { numRuns: 20_000 },
    );
  }, 120_000);
});

/** A check that ends early read no further: what it did not reach is taken as free. */
function readsOf(caps: FrequencyCaps): CapRead[] {
  const { n, level: levels, cap: windows, count, last } = caps.reads;
  const reads = Array.from({ length: n }, (_, at) => ({
    level: (levels[at] ?? 0) as CapRead['level'],
    cap: windows[at] ?? 0,
    count: count[at] ?? 0,
    last: last[at] ?? 0,
  }));
  for (const each of [0, 3] as const)
    for (let at = 0; at < 3; at += 1)
      if (!reads.some((read) => read.level === each && read.cap === at))
        reads.push({ level: each, cap: at, count: 0, last: reads.find((read) => read.level === each)?.last ?? 0 });
  return reads;
}
