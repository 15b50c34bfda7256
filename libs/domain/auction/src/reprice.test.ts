import { micros } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import type { AuctionRules } from './auction-rules.ts';
import type { Bid } from './bid.ts';
import { reprice } from './reprice.ts';

const bid = (adId: string, amount: number): Bid => ({
  adId,
  seat: adId,
  bidMicros: micros(amount * 1000),
  perThousand: true,
  ppb: 1_000_000n,
  qualityMicros: micros(0),
});
const rules: AuctionRules = { rule: 'second', slots: 1, positionPpm: [], floorMicros: micros(0), incrementMicros: micros(0), seed: 's' };
const bids = [bid('a', 900), bid('b', 700), bid('c', 100)];

describe('a counterfactual', () => {
  it('of a bid names who wins instead and what he pays', () => {
    expect(reprice(bids, rules, { bids: new Map([['b', micros(950_999)]]) }).changes).toEqual([
      { adId: 'a', before: { code: 0, slot: 0, priceMicros: 700_000n }, after: { code: 102 } },
      { adId: 'b', before: { code: 102 }, after: { code: 0, slot: 0, priceMicros: 900_000n } },
    ]);
  });

  it('of a floor names the new price and who falls under it', () => {
    expect(reprice(bids, rules, { floorMicros: micros(800_000) }).changes).toEqual([
      { adId: 'a', before: { code: 0, slot: 0, priceMicros: 700_000n }, after: { code: 0, slot: 0, priceMicros: 800_000n } },
      { adId: 'b', before: { code: 102 }, after: { code: 100 } },
      { adId: 'c', before: { code: 102 }, after: { code: 100 } },
    ]);
  });

  it('of a rule prices the same slots otherwise', () => {
    const { after, changes } = reprice(bids, rules, { rule: 'first' });
    expect(after.winners[0]?.priceMicros).toBe(900_000n);
    expect(changes.map(({ adId }) => adId)).toEqual(['a']);
  });
});
