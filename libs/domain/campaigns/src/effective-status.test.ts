import { micros } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { effectiveStatus, type Standing } from './effective-status.ts';
import { fundingTarget } from './funding-target.ts';
import { servingObstacle } from './serving-obstacle.ts';
import { mayChangeStatus } from './status-change.ts';

const standing = (change: Partial<Standing> = {}): Standing => ({
  configured: 'active',
  accountActive: true,
  startsAt: 100,
  endsAt: 200,
  fundedMicros: micros(10),
  leftMicros: micros(5),
  reviews: ['approved', 'pending'],
  ...change,
});
const statusOf = (change: Partial<Standing>, now: number = 150): string => effectiveStatus(standing(change), now).status;

describe('effective status', () => {
  it('is active only when nothing stands in the way', () => {
    expect(statusOf({})).toBe('active');
    expect(statusOf({ configured: 'paused' })).toBe('paused');
    expect(statusOf({ accountActive: false })).toBe('suspended');
    expect(statusOf({ reviews: ['rejected', 'pending'] })).toBe('in_review');
    expect(statusOf({ reviews: ['rejected'] })).toBe('rejected');
    expect(statusOf({}, 99)).toBe('scheduled');
    expect(statusOf({}, 200)).toBe('ended');
    expect(statusOf({ fundedMicros: micros(0), leftMicros: micros(0) })).toBe('unfunded');
    expect(statusOf({ leftMicros: micros(0) })).toBe('spent');
  });

  it('becomes the code that a decision records', () => {
    expect(servingObstacle('active')).toBe(0);
    expect([servingObstacle('paused'), servingObstacle('unfunded'), servingObstacle('in_review')]).toEqual([521, 582, 201]);
  });
});

describe('the money a campaign sets aside', () => {
  const day = 86_400_000;

  it('is the lifetime budget, or the daily one for every day', () => {
    const need = { dailyMicros: micros(5), lifetimeMicros: undefined, startsAt: 0, endsAt: 2 * day + 1 };
    expect(fundingTarget({ ...need, lifetimeMicros: micros(70) })).toBe(70n);
    expect(fundingTarget(need)).toBe(15n);
    expect(fundingTarget({ ...need, endsAt: undefined })).toBe(150n);
  });
});

describe('a change of status', () => {
  it('never leaves the archive or returns to draft', () => {
    expect(mayChangeStatus('paused', 'active')).toBe(true);
    expect(mayChangeStatus('archived', 'active')).toBe(false);
    expect(mayChangeStatus('active', 'draft')).toBe(false);
    expect(mayChangeStatus('active', 'active')).toBe(false);
  });
});
