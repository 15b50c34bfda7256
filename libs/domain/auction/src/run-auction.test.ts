import { micros } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuctionRules, PriceRule } from './auction-rules.ts';
import type { Bid } from './bid.ts';
import { runAuction } from './run-auction.ts';

const cpm = (adId: string, dollars: number, seat: string = adId): Bid => ({
  adId,
  seat,
  bidMicros: micros(Math.round(dollars * 1e6)),
  perThousand: true,
  ppb: 1_000_000n,
  qualityMicros: micros(0),
});
const slot = (rule: PriceRule, floor = 0, increment = 0.01): AuctionRules => ({
  rule,
  slots: 1,
  positionPpm: [],
  floorMicros: micros(Math.round(floor * 1e6)),
  incrementMicros: micros(Math.round(increment * 1e6)),
  seed: 'seed',
});
const minToWin = (bids: Bid[], rules: AuctionRules): number[] =>
  runAuction(bids, rules).outcomes.map((each) => Number(each.minToWinMicros) / 1e6);
const price = (bids: Bid[], rules: AuctionRules): number => Number(runAuction(bids, rules).winners[0]?.priceMicros) / 1e6;

describe('the truth table', () => {
  const three = [cpm('a', 1.0), cpm('b', 0.9), cpm('c', 0.8)];

  it('first price over a floor of .85', () => {
    expect(price(three, slot('first', 0.85))).toBe(1.0);
    expect(minToWin(three, slot('first', 0.85))).toEqual([0.9, 1.0, 1.0]);
    expect(runAuction(three, slot('first', 0.85)).outcomes.map((each) => each.code)).toEqual([0, 102, 100]);
  });

  it('second price plus .01 over the same', () => {
    expect(price(three, slot('second', 0.85))).toBe(0.91);
    expect(minToWin(three, slot('second', 0.85))).toEqual([0.9, 1.0, 1.0]);
  });

  it('a lone bid pays the reserve, and the floor would win', () => {
    expect(price([cpm('a', 1)], slot('second', 0.85))).toBe(0.85);
    expect(minToWin([cpm('a', 1)], slot('second', 0.85))).toEqual([0.85]);
  });

  it('two bids of 1.00 pay 1.00 and one of them lost the draw', () => {
    const result = runAuction([cpm('a', 1), cpm('b', 1)], slot('second'));
    expect(Number(result.winners[0]?.priceMicros)).toBe(1e6);
    expect(result.outcomes.map((each) => each.code).sort()).toEqual([0, 601]);
  });

  it('total value beats the higher bid, and the loser is shown what would have won', () => {
    const click = { perThousand: false, qualityMicros: micros(0) };
    const a: Bid = { ...click, adId: 'a', seat: 'a', bidMicros: micros(2_000_000), ppb: 10_000_000n };
    const b: Bid = { ...click, adId: 'b', seat: 'b', bidMicros: micros(1_000_000), ppb: 18_000_000n, qualityMicros: micros(4000) };
    const result = runAuction([a, b], slot('second', 0, 0));
    expect(result.winners[0]).toMatchObject({ bid: b, priceMicros: 888_889n });
    expect(result.outcomes[0]).toMatchObject({ code: 600, minToWinMicros: 2_200_000n });
  });

  it('a bid at the very floor we sent is accepted (4 ÷ .9)', () => {
    const perClick: Bid = { ...cpm('a', 0), perThousand: false, ppb: 900_000n, bidMicros: micros(4_444_445) };
    expect(runAuction([perClick], slot('second', 4)).winners[0]?.priceMicros).toBe(4_444_445n);
    expect(runAuction([{ ...perClick, bidMicros: micros(4_444_444) }], slot('second', 4)).outcomes[0]?.code).toBe(100);
  });

  it('an advertiser never prices himself', () => {
    const result = runAuction([cpm('a1', 1, 'a'), cpm('a2', 0.95, 'a'), cpm('b', 0.3)], slot('second'));
    expect(Number(result.winners[0]?.priceMicros)).toBe(310_000);
    expect(result.outcomes.map((each) => each.code)).toEqual([0, 602, 102]);
  });
});

const steps = fc.bigInt({ min: 1n, max: 20_000n });
const anyBid: fc.Arbitrary<Bid> = fc.record({
  adId: fc.uuid(),
  seat: fc.constantFrom('s1', 's2', 's3', 's4'),
  bidMicros: steps.map((step) => micros(step * 1000n)),
  perThousand: fc.boolean(),
  ppb: fc.bigInt({ min: 1n, max: 50_000_000n }),
  qualityMicros: fc.bigInt({ min: -50n, max: 50n }).map(micros),
});
const bidLists = fc.uniqueArray(anyBid, { selector: (bid) => bid.adId, maxLength: 8 });
const slots: fc.Arbitrary<AuctionRules> = fc.record({
  slots: fc.constant(1),
  positionPpm: fc.constant([]),
  rule: fc.constantFrom<PriceRule>('first', 'second'),
  floorMicros: fc.bigInt({ min: 0n, max: 3_000_000n }).map(micros),
  incrementMicros: fc.constantFrom(micros(0), micros(10_000)),
  seed: fc.string(),
});

describe('any auction', () => {
  it('charges no more than the bid, no less than the floor, in whole steps', () => {
    fc.assert(
      fc.property(bidLists, slots, (bids, rules) => {
        const [winner] = runAuction(bids, rules).winners;
        if (!winner) return;
        const { bid, priceMicros } = winner;
        expect(priceMicros <= bid.bidMicros).toBe(true);
        expect(priceMicros * bid.ppb >= rules.floorMicros * 1_000_000n).toBe(true);
        if (bid.perThousand) expect(priceMicros % 1000n).toBe(0n);
        if (rules.rule === 'first') expect(priceMicros).toBe(bid.bidMicros);
      }),
    );
  });

  it('does not depend on the order of the bids', () => {
    fc.assert(
      fc.property(bidLists, slots, (bids, rules) => {
        const codes = (list: Bid[]) => new Map(runAuction(list, rules).outcomes.map((each) => [each.bid.adId, each.code]));
        expect(runAuction([...bids].reverse(), rules).winners[0]).toEqual(runAuction(bids, rules).winners[0]);
        expect([...codes([...bids].reverse())].sort()).toEqual([...codes(bids)].sort());
      }),
    );
  });

  it('never takes the slot from a winner who raises his bid', () => {
    fc.assert(
      fc.property(bidLists, slots, steps, (bids, rules, raise) => {
        const [winner] = runAuction(bids, rules).winners;
        if (!winner) return;
        const raised = bids.map((bid) => (bid === winner.bid ? { ...bid, bidMicros: micros(bid.bidMicros + raise * 1000n) } : bid));
        expect(runAuction(raised, rules).winners[0]?.bid.adId).toBe(winner.bid.adId);
      }),
    );
  });

  it('gives every bid one outcome, and a slot one winner when a bid reaches the floor', () => {
    fc.assert(
      fc.property(bidLists, slots, (bids, rules) => {
        const { winners, outcomes } = runAuction(bids, rules);
        expect(outcomes.map((each) => each.bid)).toEqual(bids);
        expect(outcomes.filter((each) => each.code === 0)).toHaveLength(winners.length);
        if (winners.length === 0) expect(outcomes.every((each) => each.code === 100 || each.code === 604)).toBe(true);
      }),
    );
  });
});
