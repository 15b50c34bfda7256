import type { PromoGrant } from '@flywheel/http/promos';
import { expect, it } from 'vitest';
import { endText, promoLeft, usedOf } from './promo-table.ts';

const grant = (change: Partial<PromoGrant>): PromoGrant => ({
  grant: 'g',
  account: 'acc_1',
  entry: 'ent_1',
  currency: 'USD',
  grantedMicros: '30',
  leftMicros: '20',
  takenBackMicros: '4',
  reason: null,
  grantedAt: '2026-05-01T00:00:00.000Z',
  expiresAt: '2026-07-01T00:00:00.000Z',
  ...change,
});

it('what is neither left nor taken back is set aside or spent', () => {
  expect(usedOf(grant({}))).toBe(6n);
});

it('the next end is that of a grant that still holds something', () => {
  const empty = grant({ leftMicros: '0', expiresAt: '2026-05-02T00:00:00.000Z' });
  const endless = grant({ leftMicros: '5', expiresAt: null });
  expect(promoLeft([grant({}), empty, endless])).toEqual({ leftMicros: 25n, endsNext: '2026-07-01T00:00:00.000Z' });
  expect(promoLeft([endless])).toEqual({ leftMicros: 5n, endsNext: undefined });
});

it('an end at midnight is the end of the day before', () => {
  expect(endText('2027-04-01T00:00:00.000Z')).toBe('end of Mar 31, 2027');
  expect(endText('2027-04-01T09:30:00.000Z')).toContain('Apr 1, 2027');
});
