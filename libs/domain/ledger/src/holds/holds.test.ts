import { micros, type Id } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { hold, release } from './hold.ts';
import { heldLots, inConsumptionOrder, lotsToRelease, prepaidAccount, promoAccount, takeFrom, type Lot } from './lots.ts';

const account: Id<'acc'> = 'acc_1';
const lot = (name: string, amount: number, expiresAt?: number): Lot => ({
  account: name === 'cash' ? prepaidAccount(account) : promoAccount(account, name),
  amountMicros: micros(amount),
  ...(expiresAt !== undefined && { expiresAt }),
});
const cash = (amount: number): Lot => lot('cash', amount);
const shown = (lots: readonly Lot[]): string[] => lots.map((each) => `${each.account} ${each.amountMicros}`);
const [late, soon, ever] = [lot('late', 10, 900), lot('soon', 5, 300), lot('ever', 7)];

describe('lots', () => {
  it('are used promotional credit first, earliest end first, then prepaid', () => {
    const order = ['2015:acc_1:soon 5', '2015:acc_1:late 10', '2015:acc_1:ever 7', '2010:acc_1 40'];
    expect(shown(inConsumptionOrder([cash(40), ever, late, soon]))).toEqual(order);
    expect(shown(takeFrom(inConsumptionOrder([cash(40), late, soon]), micros(12)))).toEqual(['2015:acc_1:soon 5', '2015:acc_1:late 7']);
    expect(shown(takeFrom([soon], micros(99)))).toEqual(['2015:acc_1:soon 5']);
  });

  it('come back where they came from, what would have been used last first', () => {
    const held = heldLots([
      { kind: 'held', lots: [soon, cash(20)] },
      { kind: 'delivered', amountMicros: micros(8) },
    ]);
    expect(shown(held)).toEqual(['2010:acc_1 17']);
    const more = heldLots([
      { kind: 'held', lots: [cash(20)] },
      { kind: 'delivered', amountMicros: micros(8) },
      { kind: 'held', lots: [late] },
    ]);
    expect(shown(more)).toEqual(['2015:acc_1:late 10', '2010:acc_1 12']);
    expect(shown(lotsToRelease(more, micros(15)))).toEqual(['2010:acc_1 12', '2015:acc_1:late 3']);
  });

  it('are held again by a reversed delivery, in the lot that had paid', () => {
    const held = heldLots([
      { kind: 'held', lots: [soon, cash(20)] },
      { kind: 'delivered', amountMicros: micros(8) },
      { kind: 'delivered', amountMicros: micros(-4) },
      { kind: 'released', lots: [cash(10)] },
    ]);
    expect(shown(held)).toEqual(['2015:acc_1:soon 1', '2010:acc_1 10']);
  });
});

describe('a hold and a release', () => {
  const options = { account, campaign: 'cmp_1' as Id<'cmp'>, ref: '1', currency: 'EUR', at: 0, actor: 'usr_1' };
  const lines = (entry: { postings: ReadonlyArray<{ account: string; amountMicros: bigint }> }): string[] =>
    entry.postings.map((each) => `${each.account} ${each.amountMicros}`);

  it('have a line for each lot', () => {
    const lots = [soon, cash(20)];
    expect(lines(hold({ ...options, amountMicros: micros(25), lots }))).toEqual(['2015:acc_1:soon 5', '2010:acc_1 20', '2020:cmp_1 -25']);
    const back = release({ ...options, amountMicros: micros(25), lots });
    expect(lines(back)).toEqual(['2020:cmp_1 25', '2015:acc_1:soon -5', '2010:acc_1 -20']);
    expect(() => hold({ ...options, amountMicros: micros(26), lots })).toThrow('sums to zero');
  });

  it('are prepaid balance where no lots are named', () => {
    expect(lines(hold({ ...options, amountMicros: micros(9) }))).toEqual(['2010:acc_1 9', '2020:cmp_1 -9']);
    expect(lines(release({ ...options, amountMicros: micros(9) }))).toEqual(['2020:cmp_1 9', '2010:acc_1 -9']);
  });
});
