import { micros, newId, seededRandom } from '@flywheel/primitives';
import { impressionOf, newDecisionId } from '@flywheel/primitives/impressions';
import { describe, expect, it } from 'vitest';
import type { DecisionSlot } from './decision-slot.ts';
import { packSlots, unpackSlots } from './slot-lines.ts';

const random = seededRandom('slots');
const decision = newDecisionId(1_700_000_000_000, random);

function slot(n: number, change: Partial<DecisionSlot> = {}): DecisionSlot {
  return {
    n,
    imp: impressionOf(decision, n),
    placement: 'feed',
    account: newId('acc', n, random),
    campaign: newId('cmp', n, random),
    campaignVersion: 3,
    adSet: newId('set', n, random),
    ad: newId('ad', n, random),
    adNo: 4_000_000_000,
    creative: newId('crv', n, random),
    content: newId('cnt', n, random),
    creator: newId('crt', n, random),
    newContent: undefined,
    country: 'DE',
    device: 'phone',
    billingEvent: 'viewable',
    currency: 'USD',
    bidMicros: micros(9_007_199_254_740_993n),
    priceMicros: micros(1234),
    ppb: 650_000,
    lease: newId('lse', n, random),
    expiresAt: 1_700_000_600_000,
    ...change,
  };
}

describe('slot lines', () => {
  it('come back as they went in', () => {
    const bare = { content: undefined, creator: undefined, newContent: 'beitrag-ü', country: undefined, device: undefined } as const;
    const slots = [slot(1), slot(2, bare), slot(63, { billingEvent: 'follow', placement: 'side' })];
    expect(unpackSlots(decision, packSlots(slots))).toEqual(slots);
    expect(unpackSlots(decision, packSlots([]))).toEqual([]);
  });

  it('take at most 200 bytes each', () => {
    expect(packSlots([slot(1), slot(2)]).length).toBeLessThan(400);
  });
});
