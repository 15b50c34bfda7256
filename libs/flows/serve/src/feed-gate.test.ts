import type { PlacementRow } from '@flywheel/database/serving';
import { micros } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { feedGate } from './feed-gate.ts';

const row: PlacementRow = {
  placement: 'feed',
  adsOn: true,
  rule: 'second',
  positionPpm: [],
  floorMicros: micros(0),
  floors: [],
  incrementMicros: micros(0),
  firstPosition: 4,
  gap: 3,
  shareBps: 10_000,
  fatigueAds: 5,
  fatigueHides: 2,
  displacedBudgetMicros: micros(1000),
  safetyTier: 'standard',
  clickWorthMicros: micros(0),
  hideCostMicros: micros(0),
};

describe('a feed', () => {
  it.each([
    { what: 'takes an ad at its first place', place: { position: 4 }, feed: {}, code: 0 },
    { what: 'takes none above it', place: { position: 3 }, feed: {}, code: 502 },
    { what: 'keeps posts between two ads', place: { position: 8 }, feed: { lastAdPosition: 5 }, code: 502 },
    { what: 'has had its ads', place: { position: 40 }, feed: { adsSeen: 5 }, code: 503 },
    { what: 'is spared once two ads were hidden', place: { position: 40 }, feed: { hides: 2 }, code: 503 },
    { what: 'that says nothing of the position is not judged', place: {}, feed: { hides: 9 }, code: 0 },
  ])('$what', ({ place, feed, code }) => {
    expect(feedGate(row, place, {}, feed)).toBe(code);
  });

  it('gives away no more than its budget of posts pushed out of sight', () => {
    const cost = { displacedMicros: micros(400) };
    expect(feedGate(row, {}, cost, { displacedMicros: '600' })).toBe(0);
    expect(feedGate(row, {}, cost, { displacedMicros: '601' })).toBe(604);
    expect(feedGate(row, {}, { displacedMicros: micros(1001) }, undefined)).toBe(604);
    expect(feedGate(row, {}, {}, { displacedMicros: '5000' })).toBe(0);
    expect(feedGate({ ...row, displacedBudgetMicros: undefined }, {}, cost, { displacedMicros: '5000' })).toBe(0);
  });
});
