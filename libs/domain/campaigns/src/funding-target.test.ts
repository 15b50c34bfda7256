import { micros } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { dayPlan, fundingTarget } from './funding-target.ts';

const day = 86_400_000;

describe('the money a campaign sets aside', () => {
  const need = { dailyMicros: micros(5), lifetimeMicros: undefined, startsAt: 0, endsAt: 2 * day + 1 };

  it('is the lifetime budget, or the daily one for every day', () => {
    expect(fundingTarget({ ...need, lifetimeMicros: micros(70) })).toBe(70n);
    expect(fundingTarget(need)).toBe(15n);
    expect(fundingTarget({ ...need, endsAt: undefined })).toBe(150n);
  });

  it('is planned over its days', () => {
    expect(dayPlan(need)).toBe(5n);
    expect(dayPlan({ ...need, dailyMicros: undefined, lifetimeMicros: micros(70) })).toBe(23n);
  });
});
