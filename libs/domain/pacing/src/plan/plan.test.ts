import { micros, seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tripReason } from './breaker.ts';
import { jointShare, mostMultiplier, shareOf, stepBudgetDual, stepCostDual } from './dual-step.ts';
import { planError, plannedSpend, spendTarget } from './spend-plan.ts';
import { openHours, trafficBetween, trafficWeek, type TrafficHour } from './traffic-week.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const monday = Date.UTC(2026, 4, 4);
const runs = { numRuns: 20_000 };
const even = trafficWeek([]);
/** Ten times as much by day (08–20 UTC) as by night. */
const busy = (n: number): TrafficHour[] =>
  Array.from({ length: n }, (_, at) => ({ hour: monday + at * hourMs, decisions: at % 24 >= 8 && at % 24 < 20 ? 1000 : 100 }));

describe('the shape of traffic', () => {
  it('is even until a whole day is known', () => {
    expect(trafficBetween(even, monday, monday + 5 * dayMs)).toBeCloseTo(120);
    expect(trafficBetween(trafficWeek(busy(23)), monday, monday + hourMs)).toBe(1);
  });

  it('follows the hours of the day, and never says that an hour is impossible', () => {
    const week = trafficWeek(busy(72));
    const [night, day] = [trafficBetween(week, monday, monday + hourMs), trafficBetween(week, monday + 12 * hourMs, monday + 13 * hourMs)];
    expect(day / night).toBeCloseTo((0.8 * 1000 + 0.2 * 550) / (0.8 * 100 + 0.2 * 550));
    expect(trafficBetween(trafficWeek(busy(72).map((each) => ({ ...each, decisions: 0 }))), monday, monday + hourMs)).toBe(1);
  });

  it('of a daypart is only that of its open hours', () => {
    const evenings = openHours(even, monday, (at) => new Date(at).getUTCHours() >= 18);
    expect(trafficBetween(evenings, monday, monday + dayMs)).toBeCloseTo(6);
    expect(trafficBetween(evenings, monday, monday + 18 * hourMs)).toBe(0);
  });

  it('adds up over any cut', () => {
    const week = trafficWeek(busy(72));
    const moment = fc.integer({ min: 0, max: 40 * dayMs });
    fc.assert(
      fc.property(moment, moment, moment, (a, b, c) => {
        const [from, cut, to] = [a, b, c].toSorted((x, y) => x - y).map((each) => monday + each) as [number, number, number];
        const whole = trafficBetween(week, from, to);
        expect(trafficBetween(week, from, cut) + trafficBetween(week, cut, to)).toBeCloseTo(whole, 3);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a spend plan', () => {
  const budget = { capMicros: micros(24_000_000), from: monday, to: monday + dayMs };

  it('is in proportion to traffic, whole at the end and nothing before the start', () => {
    expect(plannedSpend(budget, even, monday + 6 * hourMs)).toBe(6_000_000n);
    expect(plannedSpend(budget, even, monday - 1)).toBe(0n);
    expect(plannedSpend(budget, even, monday + 2 * dayMs)).toBe(24_000_000n);
    expect(plannedSpend(budget, trafficWeek(busy(72)), monday + 8 * hourMs)).toBeLessThan(4_000_000n);
  });

  it('asks for what the rest allows, and for nothing when it is used up', () => {
    const step = { now: monday + 23 * hourMs, until: monday + 23 * hourMs + 1000 };
    expect(spendTarget({ remainingMicros: micros(3_600_000), to: budget.to }, even, step)).toBe(1000n);
    expect(spendTarget({ remainingMicros: micros(0), to: budget.to }, even, step)).toBe(0n);
    expect(spendTarget({ remainingMicros: micros(7), to: step.now }, even, step)).toBe(0n);
  });

  it('shows how far off spend is', () => {
    expect(planError(micros(90), micros(100))).toBe(100_000);
    expect(planError(micros(130), micros(100))).toBe(300_000);
    expect(planError(micros(1), micros(0))).toBeUndefined();
  });

  it.each([
    ['23 hours', Date.UTC(2026, 2, 29, 1), 23],
    ['25 hours', Date.UTC(2026, 9, 25, 0), 25],
  ])('of a day of %s is spread over all of them', (_, from, length) => {
    const day = { capMicros: micros(length * 1_000_000), from, to: from + length * hourMs };
    expect(plannedSpend(day, even, from + 5 * hourMs)).toBe(5_000_000n);
  });
});

describe('the multiplier', () => {
  const amount = fc.integer({ min: 0, max: 1e12 });

  it('stays between 0 and its most, falls only when less than the target was spent, and rises only when more was', () => {
    const start = fc.double({ min: 0, max: mostMultiplier, noNaN: true });
    fc.assert(
      fc.property(start, amount, amount, amount, (before, target, spent, charge) => {
        const after = stepBudgetDual(before, { target, spent, charge });
        expect(after).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(mostMultiplier);
        expect(Math.sign(after - before) * Math.sign(spent - target)).toBeGreaterThanOrEqual(0);
      }),
      runs,
    );
  });

  it('leaves at least a hundredth of a bid, and all of it at 0', () => {
    expect([shareOf(0), shareOf(1), shareOf(mostMultiplier)]).toEqual([1_000_000, 500_000, 10_000]);
  });

  it('of two constraints is the stricter one alone, never one times the other', () => {
    const share = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(share, share, (budget, cost) => {
        expect(jointShare(budget, cost)).toBe(Math.min(budget, cost));
      }),
      runs,
    );
  });

  it('brings spend to its target against a market that would take ten times as much', () => {
    const random = seededRandom('pace');
    let [multiplier, late] = [0, 0];
    const target = 1000;
    for (let second = 0; second < 3000; second += 1) {
      const bid = 1 / (1 + multiplier);
      const spent = Array.from({ length: 20 }, () => random.next()).reduce((sum, rival) => sum + (bid > rival ? bid * 500 : 0), 0);
      if (second >= 2000) late += spent / 1000;
      multiplier = stepBudgetDual(multiplier, { target, spent, charge: 500 });
    }
    expect(Math.abs(late - target) / target).toBeLessThan(0.05);
  });

  it('holds the average cost at its goal under a ceiling twice as high', () => {
    const random = seededRandom('cost');
    let [multiplier, spent, events] = [0, 0, 0];
    for (let second = 0; second < 6000; second += 1) {
      const bid = 200 / (1 + multiplier);
      const prices = Array.from({ length: 3 }, () => 40 + random.next() * 160).filter((price) => price < bid);
      const paid = prices.reduce((sum, price) => sum + price, 0);
      if (second > 1000) [spent, events] = [spent + paid, events + prices.length];
      multiplier = stepCostDual(multiplier, { events: prices.length, spent: paid, cost: 100 });
    }
    expect(spent / events).toBeGreaterThan(95);
    expect(spent / events).toBeLessThan(103);
  });
});

describe('the breaker', () => {
  const hour = { charges: 50, spentMicros: micros(5000), plannedMicros: undefined, pastPrices: [] };

  it('trips on more than three times the plan and not on three times', () => {
    expect(tripReason({ ...hour, plannedMicros: micros(1666) })).toBe('spend');
    expect(tripReason({ ...hour, plannedMicros: micros(1667) })).toBeUndefined();
    expect(tripReason({ ...hour, charges: 19, plannedMicros: micros(1) })).toBeUndefined();
  });

  it('trips on more than three times the median price of seven days, once a day of hours is known', () => {
    const past = (price: number, n: number) => Array.from({ length: n }, () => micros(price));
    expect(tripReason({ ...hour, pastPrices: past(33, 24) })).toBe('price');
    expect(tripReason({ ...hour, pastPrices: past(34, 24) })).toBeUndefined();
    expect(tripReason({ ...hour, pastPrices: past(1, 23) })).toBeUndefined();
    expect(tripReason({ ...hour, pastPrices: [...past(20, 12), ...past(60, 12)] })).toBeUndefined();
  });
});
