import { micros, newId, seededRandom } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { holderOf } from '../holder-of.ts';
import { pacedBid, takesPart } from '../paced-bid.ts';
import { budgetWindows, isDayWindow, type HolderBudget } from './budget-windows.ts';
import { shortageOf } from './shortage.ts';

const random = seededRandom('holders');
const [campaign, adSet] = [newId('cmp', 0, random), newId('set', 0, random)];
const hex = adSet.slice(-32);
const none = {
  adSet,
  campaign,
  dailyBudgetMicros: undefined,
  lifetimeBudgetMicros: undefined,
  budgetMinMicros: undefined,
  budgetMaxMicros: undefined,
};
const berlin: HolderBudget = {
  holder: campaign,
  timeZone: 'Europe/Berlin',
  dailyMicros: micros(5),
  lifetimeMicros: undefined,
  adSet: undefined,
};
const names = (budget: HolderBudget, at: number): string[] => budgetWindows(budget, at).map((each) => each.window);

describe('a budget holder', () => {
  it('is the ad set where it has any budget field of its own, else the campaign', () => {
    expect(holderOf(none)).toBe(campaign);
    for (const own of ['dailyBudgetMicros', 'lifetimeBudgetMicros', 'budgetMinMicros', 'budgetMaxMicros'] as const) {
      expect(holderOf({ ...none, [own]: micros(1) })).toBe(adSet);
    }
  });

  it('spends from the whole life and the day of the advertiser', () => {
    expect(names(berlin, Date.UTC(2026, 4, 4, 21, 59))).toEqual(['life', '2026-05-04']);
    expect(names(berlin, Date.UTC(2026, 4, 4, 22))).toEqual(['life', '2026-05-05']);
  });

  it.each([
    ['a day of 23 hours', Date.UTC(2026, 2, 28, 23), 23, '2026-03-29'],
    ['a day of 25 hours', Date.UTC(2026, 9, 24, 22), 25, '2026-10-25'],
  ])('has one window for %s', (_, from, hours, day) => {
    const at = (hour: number): string | undefined => names(berlin, from + hour * 3_600_000)[1];
    expect(at(-1)).not.toBe(day);
    expect(new Set(Array.from({ length: hours }, (__, hour) => at(hour)))).toEqual(new Set([day]));
    expect(at(hours)).not.toBe(day);
  });

  it('of an ad set spends from its own windows and the money set aside for the campaign', () => {
    const own = { ...none, dailyBudgetMicros: micros(2), lifetimeBudgetMicros: micros(9) };
    const windows = budgetWindows({ ...berlin, dailyMicros: undefined, holder: adSet, adSet: own }, Date.UTC(2026, 4, 4));
    expect(windows).toEqual([
      { window: 'life', capMicros: undefined },
      { window: `set:${hex}:2026-05-04`, capMicros: 2n },
      { window: `set:${hex}:life`, capMicros: 9n },
    ]);
    expect(windows.map((each) => isDayWindow(each.window))).toEqual([false, true, false]);
  });

  it('with a share of the campaign budget keeps count of it for the period of that budget', () => {
    const most = { ...none, budgetMaxMicros: micros(3) };
    expect(names({ ...berlin, holder: adSet, adSet: most }, 0)).toEqual(['life', '1970-01-01', `set:${hex}:1970-01-01`]);
    const lifetime = { ...berlin, dailyMicros: undefined, lifetimeMicros: micros(50), holder: adSet };
    expect(budgetWindows({ ...lifetime, adSet: most }, 0)[1]).toEqual({ window: `set:${hex}:life`, capMicros: 3n });
    const least = { ...none, budgetMinMicros: micros(4) };
    expect(budgetWindows({ ...lifetime, adSet: least }, 0)[1]).toEqual({ window: `set:${hex}:life`, capMicros: 50n });
  });
});

describe('a refused lease', () => {
  const refused = (window: string, unspent: number, cap = 100) => ({ window, capMicros: micros(cap), unspentMicros: micros(unspent) });

  it.each([
    ['no money is set aside', undefined, 582],
    ['nothing is set aside any more', refused('life', 0, 0), 582],
    ['the whole budget is used', refused('life', 9), 581],
    ["an ad set's whole budget is used", refused(`set:${hex}:life`, 9), 581],
    ['the day is used', refused('2026-05-04', 9), 580],
    ["an ad set's day is used", refused(`set:${hex}:2026-05-04`, 9), 580],
    ['the account owes what it may', refused('credit', 9), 582],
    ['others hold the credit', refused('credit', 10), 584],
    ['others hold it', refused('life', 10), 584],
    ['others hold the day', refused('2026-05-04', 10), 584],
  ])('says that %s', (_, window, code) => {
    expect(shortageOf(window, micros(10))).toBe(code);
  });
});

describe('a paced bid', () => {
  it('is rounded down, to whole thousands where it is per 1,000', () => {
    expect(pacedBid(micros(1_999_999), 500_000, false)).toBe(999_999n);
    expect(pacedBid(micros(1_999_999), 500_000, true)).toBe(999_000n);
    expect(pacedBid(micros(2_000_000), 1_000_000, true)).toBe(2_000_000n);
    expect(pacedBid(micros(1_000), 10_000, true)).toBe(0n);
  });

  it('at a fixed price takes part as often as its throttle says, and the same draw always falls the same way', () => {
    const part = Array.from({ length: 20_000 }, (_, n) => takesPart(`seed ${n}`, adSet, 250_000)).filter(Boolean).length;
    expect(part).toBeGreaterThan(4_700);
    expect(part).toBeLessThan(5_300);
    expect(takesPart('seed', adSet, 1_000_000)).toBe(true);
    expect(takesPart('seed', adSet, 0)).toBe(false);
    expect(takesPart('seed 1', adSet, 500_000)).toBe(takesPart('seed 1', adSet, 500_000));
  });
});
