import { micros, type Id } from '@flywheel/primitives';
import { expect, it } from 'vitest';
import type { Entry } from '../entry.ts';
import { clawback, offset } from './clawback.ts';
import { creatorGrant, creatorHold, creatorLift, maturing, poolAllocation } from './earnings.ts';
import { payout, payoutFailed, payoutPaid, payoutReturned } from './payout.ts';

const creator: Id<'crt'> = 'crt_1';
const entry: Id<'ent'> = 'ent_1';
const booked = { at: Date.UTC(2026, 4, 17), actor: 'usr_1', currency: 'JPY' };
const m = micros;
const amount = { ...booked, creator, ref: '1', amountMicros: m(60) };
const shown = ({ key, postings }: Entry): string[] => [
  key,
  ...postings.map((line) => `${line.account} ${line.amountMicros} ${line.currency}`),
];

it('a pool goes to its creators, all of it, once', () => {
  const parts = [
    { creator, amountMicros: m(70) },
    { creator: 'crt_2' as Id<'crt'>, amountMicros: m(30) },
  ];
  const allocation = poolAllocation({ ...booked, pool: 'feed.2026-05', parts, ruleVersion: 2, inputsSha256: 'aa' });
  const lines = ['2100:feed.2026-05 100 JPY', '2110:crt_1 -70 JPY', '2110:crt_2 -30 JPY'];
  expect(shown(allocation)).toEqual(['allocation:feed.2026-05:JPY', ...lines]);
  expect(allocation).toMatchObject({ ruleVersion: 2, meta: { inputsSha256: 'aa' }, hub: '2100:feed.2026-05' });
});

it('earnings mature, are held with reason and end, and are let go', () => {
  expect(shown(maturing(amount))).toEqual(['maturing:crt_1:1', '2110:crt_1 60 JPY', '2120:crt_1 -60 JPY']);
  const held = creatorHold({ ...amount, reason: 'appeal', until: Date.UTC(2026, 5, 1) });
  expect(shown(held)).toEqual(['creator-hold:crt_1:1', '2120:crt_1 60 JPY', '2130:crt_1 -60 JPY']);
  expect(held).toMatchObject({ reason: 'appeal', meta: { until: '2026-06-01T00:00:00.000Z' } });
  const lines = ['creator-lift:crt_1:1', '2130:crt_1 60 JPY', '2120:crt_1 -60 JPY'];
  expect(shown(creatorLift({ ...amount, reason: 'upheld' }))).toEqual(lines);
});

it('a grant is an expense and frees what was designated', () => {
  const lines = ['creator-grant:1', '5020 60 JPY', '3100:CreatorFund 60 JPY', '2120:crt_1 -60 JPY', '3020 -60 JPY'];
  expect(shown(creatorGrant({ ...amount, reason: 'new voices' }))).toEqual(lines);
});

it('a clawback takes from the pool, pending, available and held money, and the rest becomes a debt', () => {
  const from = { pool: { name: 'direct', amountMicros: m(10) }, pendingMicros: m(20), availableMicros: m(5), onHoldMicros: m(1) };
  const back = { ...booked, creator, credit: entry, from };
  const all = ['2100:direct 10 JPY', '2110:crt_1 20 JPY', '2120:crt_1 5 JPY', '2130:crt_1 1 JPY', '1200:crt_1 4 JPY', '5010 -40 JPY'];
  expect(shown(clawback({ ...back, amountMicros: m(40) }))).toEqual(['clawback:ent_1:crt_1', ...all]);
  const some = ['2100:direct 10 JPY', '2110:crt_1 2 JPY', '5010 -12 JPY'];
  expect(shown(clawback({ ...back, amountMicros: m(12) }))).toEqual(['clawback:ent_1:crt_1', ...some]);
  const agent = clawback({ ...back, amountMicros: m(12), mode: 'agent' });
  expect(shown(agent).at(-1)).toBe('4015 -12 JPY');
});

it('later earnings pay what is owed', () => {
  expect(shown(offset(amount))).toEqual(['offset:crt_1:1', '2110:crt_1 60 JPY', '1200:crt_1 -60 JPY']);
});

it('a payout is on its way, then paid, failed, or paid and returned', () => {
  const payee = { ...booked, creator, sentMicros: m(90) };
  const sent = payout({ ...booked, creator, payout: 'run-5.crt_1', grossMicros: m(100), taxMicros: m(10), authority: 'US' });
  expect(shown(sent)).toEqual(['payout:run-5.crt_1', '2120:crt_1 100 JPY', '2140:crt_1 -90 JPY', '2200:US -10 JPY']);
  expect(shown(payoutPaid({ ...payee, payout: entry }))).toEqual(['payout-paid:ent_1', '2140:crt_1 90 JPY', '1010 -90 JPY']);
  const failed = payoutFailed({ ...payee, payout: entry, reason: 'no such bank' });
  expect(shown(failed)).toEqual(['payout-failed:ent_1', '2140:crt_1 90 JPY', '2120:crt_1 -90 JPY']);
  const withTax = payoutFailed({ ...payee, payout: entry, reason: 'no such bank', tax: { amountMicros: m(10), authority: 'US' } });
  expect(shown(withTax)).toEqual(['payout-failed:ent_1', '2140:crt_1 90 JPY', '2200:US 10 JPY', '2120:crt_1 -100 JPY']);
  const returned = payoutReturned({ ...payee, paid: entry, reason: 'account closed' });
  expect(shown(returned)).toEqual(['payout-returned:ent_1', '1010 90 JPY', '2120:crt_1 -90 JPY']);
});
