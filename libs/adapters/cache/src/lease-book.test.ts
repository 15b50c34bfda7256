import { micros, newId, seededRandom, type Id } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeaseBook, type LeaseReturn } from './lease-book.ts';

const random = seededRandom('leases');
const campaign = newId('cmp', 0, random);
const lease = newId('lse', 0, random);
const grant = (granted: number, charge = 1) => ({
  lease,
  holder: campaign,
  grantedMicros: micros(granted),
  chargeMicros: micros(charge),
  usableUntil: 60_000,
});
const row = (granted: number, spent: number, recalled = false) => ({
  lease,
  grantedMicros: micros(granted),
  spentMicros: micros(spent),
  open: true,
  recalled,
});
const live = { all: false, keepIdle: false };

describe('the lease book', () => {
  const book = (granted: number, charge = 1): LeaseBook => {
    const fresh = new LeaseBook();
    fresh.add(grant(granted, charge), 0);
    return fresh;
  };
  const win = (leases: LeaseBook, amount: number, expiresAt: number, atLeast = amount): Id<'lse'> | undefined =>
    leases.reserve({ holder: leases.number(campaign), micros: micros(amount), atLeastMicros: micros(atLeast), now: 0, expiresAt });

  it('admits what the lease covers in full and reserves only the price', () => {
    const leases = book(10);
    expect(leases.ask(leases.number(campaign), micros(10), 59_999)).toBe(0);
    expect(leases.ask(leases.number(campaign), micros(11), 59_999)).toBe(584);
    expect(leases.ask(leases.number(campaign), micros(1), 60_000)).toBe(584);
    expect(win(leases, 4, 500, 10)).toBe(lease);
    expect(leases.freeMicros(campaign, 0)).toBe(6n);
    expect(win(leases, 4, 500, 10)).toBeUndefined();
  });

  it('notes who was asked for and had none, once each and with the highest charge, and answers why it was refused', () => {
    const leases = new LeaseBook();
    expect([
      leases.ask(leases.number('a'), micros(3), 0),
      leases.ask(leases.number('a'), micros(7), 0),
      leases.ask(leases.number('b'), micros(1), 0),
    ]).toEqual([584, 584, 584]);
    expect([...leases.takeWanted(0, 500)]).toEqual([
      ['a', 7n],
      ['b', 1n],
    ]);
    expect(leases.takeWanted(0, 500).size).toBe(0);
    leases.refuse('a', 580, 0);
    expect(leases.ask(leases.number('a'), micros(1), 100)).toBe(580);
    expect(leases.takeWanted(100, 500).size).toBe(0);
    leases.ask(leases.number('a'), micros(1), 600);
    expect(leases.takeWanted(600, 500).size).toBe(1);
  });

  it('never notes more than ten thousand', () => {
    const leases = new LeaseBook();
    for (let n = 0; n < 12_000; n += 1) leases.ask(leases.number(`holder ${n}`), micros(1), 0);
    expect(leases.takeWanted(0, 500).size).toBe(10_000);
  });

  it('asks for more when what is used runs low, and not when nobody asked for two seconds', () => {
    const leases = book(100);
    leases.ask(leases.number(campaign), micros(5), 1000);
    expect(leases.takeWanted(1000, 500).size).toBe(0);
    win(leases, 80, 50_000);
    expect([...leases.takeWanted(1000, 500)]).toEqual([[campaign, 5n]]);
    expect(leases.takeWanted(3001, 500).size).toBe(0);
  });

  it('closes reservations with what was charged, frees what expires, and keeps what was spent', () => {
    const leases = book(10);
    win(leases, 4, 5_000);
    win(leases, 4, 5_000);
    leases.follow([row(10, 4)], 0);
    expect(leases.freeMicros(campaign, 0)).toBe(2n);
    leases.follow([row(10, 4)], 4_999);
    expect(leases.freeMicros(campaign, 0)).toBe(2n);
    leases.follow([row(10, 4)], 5_000);
    expect(leases.freeMicros(campaign, 0)).toBe(6n);
  });

  it('takes a failed slot back at once', () => {
    const leases = book(10);
    win(leases, 4, 5_000);
    leases.cancel(lease, micros(4), 5_000);
    expect(leases.freeMicros(campaign, 0)).toBe(10n);
  });

  it('gives back what is idle for two seconds, recalled, past its end or too small for one charge; closes only where nothing waits', () => {
    const back = (leases: LeaseBook, now: number): LeaseReturn[] => leases.takeReturns(now, live);
    expect(back(book(10), 2000)).toEqual([]);
    expect(back(book(10), 2001)).toEqual([{ lease, freeMicros: 10n, done: true }]);
    expect(back(book(10, 11), 0)).toEqual([{ lease, freeMicros: 10n, done: true }]);
    const recalled = book(10);
    win(recalled, 3, 5_000);
    recalled.follow([row(10, 0, true)], 0);
    expect(back(recalled, 0)).toEqual([{ lease, freeMicros: 7n, done: false }]);
    expect(recalled.ask(recalled.number(campaign), micros(1), 0)).toBe(584);
    const ended = book(10);
    ended.ask(ended.number(campaign), micros(1), 60_000);
    expect(back(ended, 60_000)).toHaveLength(1);
    expect(book(10).takeReturns(9_000, { all: false, keepIdle: true })).toEqual([]);
  });

  it('uses a lease again when giving it back failed, and forgets one that was closed', () => {
    const leases = book(10);
    leases.takeReturns(2001, live);
    expect(leases.ask(leases.number(campaign), micros(1), 2001)).toBe(584);
    leases.follow([row(10, 0)], 2001);
    expect(leases.ask(leases.number(campaign), micros(1), 2001)).toBe(0);
    leases.follow([{ ...row(0, 0), open: false }], 2001);
    expect(leases.size).toBe(0);
  });

  it('refuses a grant that a plain number could not hold', () => {
    expect(() => new LeaseBook().add({ ...grant(1), grantedMicros: micros(9_007_199_254_740_993n) }, 0)).toThrow(/safe integer/);
  });
});

describe('lease arithmetic', () => {
  const step = fc.record({
    kind: fc.constantFrom('win', 'charge', 'expire', 'return', 'follow'),
    amount: fc.integer({ min: 1, max: 9 }),
    life: fc.integer({ min: 1, max: 40_000 }),
    pass: fc.integer({ min: 0, max: 4_000 }),
  });

  it('free + spent + reserved never passes what was granted, and nothing is freed before its end: 20,000 random lives', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const leases = new LeaseBook();
        const granted = 60;
        leases.add(grant(granted), 0);
        // The truth: each win until it is charged or its end comes (a book frees in steps of five seconds, later than the truth).
        const open: Array<{ amount: number; end: number }> = [];
        let [now, spent, rest] = [0, 0, granted];
        for (const { kind, amount, life, pass } of steps) {
          now += pass;
          const reserved = leases.reserve({
            holder: leases.number(campaign),
            micros: micros(kind === 'win' ? amount : 0),
            atLeastMicros: micros(kind === 'win' ? amount : 0),
            now,
            expiresAt: now + life,
          });
          if (kind === 'win' && reserved) open.push({ amount, end: now + life });
          const charged = kind === 'charge' ? open.splice(amount % Math.max(1, open.length), 1)[0] : undefined;
          if (charged && charged.end > now) spent += charged.amount;
          if (kind === 'return') for (const each of leases.takeReturns(now, live)) rest -= Number(each.freeMicros);
          leases.follow([{ ...row(rest, spent) }], now);
          const outstanding = open.filter((each) => each.end > now).reduce((sum, each) => sum + each.amount, 0);
          const free = leases.freeMicros(campaign, 0);
          expect(Number(free) + spent + outstanding).toBeLessThanOrEqual(rest);
          expect(spent + outstanding).toBeLessThanOrEqual(granted);
        }
      }),
      { numRuns: 20_000, verbose: 1 },
    );
  }, 60_000);
});
