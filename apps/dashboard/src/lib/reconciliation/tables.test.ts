import { describe, expect, it } from 'vitest';
import type { LadderStepView } from '@flywheel/http/reconciliation';
import { opensHref } from './opens-href.ts';
import { apartTable, ladderTable } from './tables.ts';

const id = '0190f0a0b0c07000800000000000001f';
const step: LadderStepView = {
  step: 12,
  name: 'entries',
  left: 'batches with money',
  right: 'their entries',
  currency: 'USD',
  leftN: 2,
  rightN: 2,
  leftMicros: '1000001',
  rightMicros: '1000000',
  differenceN: 0,
  differenceMicros: '1',
  apart: 102,
  rows: [{ key: `ent_${id}`, opens: `ent_${id}`, leftN: 1, rightN: 1, leftMicros: '7', rightMicros: '6' }],
};

describe('the ladder on a page', () => {
  it('tells an amount to the micro, with its currency', () => {
    const [row] = ladderTable({ run: '3', steps: [step] }).rows;
    expect(row).toMatchObject({ label: '12. entries, USD', href: '?run=3&step=12#step' });
    expect(row?.cells).toEqual(['102 differ', 'batches with money', '$1.000001', 'their entries', '$1.00', '$0.000001']);
  });

  it('links the rows that differ for who may open them, and tells how many are left out', () => {
    const table = apartTable(step, 'finance');
    expect(table.rows[0]).toMatchObject({ href: `/finance/ledger/entries/ent_${id}`, cells: ['$0.000007', '$0.000006'] });
    expect(table.note).toMatch(/^101 more differ/);
    expect(apartTable(step, 'operator').rows[0]).not.toHaveProperty('href');
  });

  it('opens an impression as its decision for an operator, an account of the books for finance', () => {
    expect(opensHref(`imp_${id}`, 'operator')).toBe(`/operator/decisions/dec_${id.slice(0, -2)}00`);
    expect(opensHref(`imp_${id}`, 'finance')).toBe(`/trace/impressions/imp_${id}`);
    expect(opensHref(`20261120T0930Z-cmp_${id}-0`, 'finance')).toBe(`/trace/batches/20261120T0930Z-cmp_${id}-0`);
    expect(opensHref('1020', 'finance')).toBe('/finance/ledger?ledger=1020');
    expect(opensHref(`bat_${id}`, 'finance')).toBeUndefined();
    expect(opensHref(null, 'finance')).toBeUndefined();
  });
});
