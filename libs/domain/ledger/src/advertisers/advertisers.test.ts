import { micros, type Id } from '@flywheel/primitives';
import { expect, it } from 'vitest';
import type { Entry } from '../entry.ts';
import { promoAccount, prepaidAccount } from '../holds/lots.ts';
import { breakage, ivtCredit } from './credit.ts';
import { badDebt, invoice, invoicePayment } from './invoice.ts';
import { makeGood, promoExpiry, promoGrant } from './promo.ts';
import { chargeback, refundFailed, refundPaid, refundRequest } from './refund.ts';

const account: Id<'acc'> = 'acc_1';
const entry: Id<'ent'> = 'ent_1';
const booked = { at: Date.UTC(2026, 4, 17), actor: 'usr_1', currency: 'EUR', account };
const m = micros;

/** An entry's key and lines, as text. */
const shown = ({ key, postings }: Entry): string[] => [
  key,
  ...postings.map((line) => `${line.account} ${line.amountMicros} ${line.currency}`),
];

it('promotional credit is contra revenue the day it is given, in a lot of its own', () => {
  const grant = promoGrant({ ...booked, lot: 'spring', amountMicros: m(500), reason: 'welcome', expiresAt: Date.UTC(2026, 5, 1) });
  expect(shown(grant)).toEqual(['promo:spring', '4017 500 EUR', '2015:acc_1:spring -500 EUR']);
  expect(grant.meta).toEqual({ lot: 'spring', expiresAt: '2026-06-01T00:00:00.000Z' });
  const expiry = promoExpiry({ ...booked, lot: 'spring', grant: entry, ref: '1', amountMicros: m(200) });
  expect(shown(expiry)).toEqual(['promo-expiry:spring:1', '2015:acc_1:spring 200 EUR', '4017 -200 EUR']);
  expect(expiry.relatesTo).toBe(entry);
});

it('a make-good is credit, not cash', () => {
  const credit = makeGood({ ...booked, lot: 'sorry', amountMicros: m(70), reason: 'shown in the wrong country' });
  expect(shown(credit)).toEqual(['make-good:sorry', '4016 70 EUR', '2015:acc_1:sorry -70 EUR']);
});

it('a refund is promised, then paid or failed', () => {
  const amount = { ...booked, amountMicros: m(900) };
  expect(shown(refundRequest({ ...amount, refund: 'r1' }))).toEqual(['refund:r1', '2010:acc_1 900 EUR', '2300:acc_1 -900 EUR']);
  const paid = refundPaid({ ...amount, request: entry });
  expect(shown(paid)).toEqual(['refund-paid:ent_1', '2300:acc_1 900 EUR', '1020 -900 EUR']);
  const failed = refundFailed({ ...amount, request: entry, reason: 'card closed' });
  expect(shown(failed)).toEqual(['refund-failed:ent_1', '2300:acc_1 900 EUR', '2010:acc_1 -900 EUR']);
  expect([paid.relatesTo, failed.relatesTo]).toEqual([entry, entry]);
});

it('a chargeback takes what is free, and what is spent becomes a debt', () => {
  const back = (free: number) => chargeback({ ...booked, pspEvent: 'e', amountMicros: m(100), freeMicros: m(free), feeMicros: m(15) });
  expect(shown(back(30))).toEqual(['chargeback:e', '2010:acc_1 30 EUR', '1100:acc_1 70 EUR', '5030 15 EUR', '1020 -115 EUR']);
  expect(shown(back(500))).toEqual(['chargeback:e', '2010:acc_1 100 EUR', '5030 15 EUR', '1020 -115 EUR']);
});

it('an invoice takes over what was unbilled, with tax; it is paid, or given up', () => {
  const bill = invoice({ ...booked, invoice: '2026-05-1', netMicros: m(1_000_000), taxMicros: m(190_000), authority: 'DE' });
  expect(shown(bill)).toEqual(['invoice:2026-05-1', '1100:acc_1 1190000 EUR', '1110:acc_1 -1000000 EUR', '2210:DE -190000 EUR']);
  const paid = invoicePayment({ ...booked, payment: 'p1', cash: '1010', amountMicros: m(1_190_000) });
  expect(shown(paid)).toEqual(['invoice-payment:p1', '1010 1190000 EUR', '1100:acc_1 -1190000 EUR']);
  const lost = badDebt({ ...booked, ref: 'd1', amountMicros: m(90), reason: 'insolvent' });
  expect(shown(lost)).toEqual(['bad-debt:d1', '5040 90 EUR', '1100:acc_1 -90 EUR']);
});

it('invalid traffic is credited to who had paid: lots, unbilled or invoiced', () => {
  const proof = { ruleVersion: 3, reasonClass: 'data-centre', impressions: ['imp_1', 'imp_2'] as Id<'imp'>[], clicks: 1 };
  const credit = { ...booked, credit: 'c1', batch: entry, amountMicros: m(50), proof };
  const lots = [
    { account: promoAccount(account, 'spring'), amountMicros: m(20) },
    { account: prepaidAccount(account), amountMicros: m(30) },
  ];
  const toLots = ivtCredit({ ...credit, to: { lots } });
  expect(shown(toLots)).toEqual(['ivt-credit:c1', '4015 50 EUR', '2015:acc_1:spring -20 EUR', '2010:acc_1 -30 EUR']);
  expect(toLots).toMatchObject({
    relatesTo: entry,
    ruleVersion: 3,
    reason: 'data-centre',
    meta: { impressions: 'imp_1 imp_2', clicks: '1' },
  });
  expect(shown(ivtCredit({ ...credit, to: { unbilled: account } }))).toEqual(['ivt-credit:c1', '4015 50 EUR', '1110:acc_1 -50 EUR']);
  expect(shown(ivtCredit({ ...credit, to: { invoiced: account } }))).toEqual(['ivt-credit:c1', '4015 50 EUR', '1100:acc_1 -50 EUR']);
  expect(() => ivtCredit({ ...credit, to: { lots: lots.slice(1) } })).toThrow('sums to zero');
  expect(() => ivtCredit({ ...credit, proof: { ...proof, impressions: [] }, to: { lots } })).toThrow('names its impressions');
});

it('breakage takes balances in the order they would have been used', () => {
  const lots = [
    { account: prepaidAccount(account), amountMicros: m(40) },
    { account: promoAccount(account, 'late'), amountMicros: m(10), expiresAt: 9 },
    { account: promoAccount(account, 'soon'), amountMicros: m(5), expiresAt: 3 },
  ];
  const taken = breakage({ ...booked, ref: '2026', amountMicros: m(30), lots });
  const lines = ['2015:acc_1:soon 5 EUR', '2015:acc_1:late 10 EUR', '2010:acc_1 15 EUR', '4050 -30 EUR'];
  expect(shown(taken)).toEqual(['breakage:acc_1:2026', ...lines]);
  expect(() => breakage({ ...booked, ref: '2026', amountMicros: m(56), lots })).toThrow('sums to zero');
});
