import { micros } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import type { AuctionRules, PriceRule } from './auction-rules.ts';
import type { Bid } from './bid.ts';
import { clearingMinToWin } from './clearing-min-to-win.ts';
import { runAuction } from './run-auction.ts';

const dollars = (amount: number) => micros(Math.round(amount * 1e6));

const cpm = (adId: string, bid: number, seat: string = adId): Bid => ({
  adId,
  seat,
  bidMicros: dollars(bid),
  perThousand: true,
  ppb: 1_000_000n,
  qualityMicros: micros(0),
});
/** Per action and sure to happen, so that score, bid and price are one number: how the tables of the literature are written. */
const sure = (adId: string, bid: number): Bid => ({ ...cpm(adId, bid), perThousand: false, ppb: 1_000_000_000n });

const one = (rule: PriceRule, floor = 0, increment = 0.01): AuctionRules => ({
  rule,
  slots: 1,
  positionPpm: [],
  floorMicros: dollars(floor),
  incrementMicros: dollars(increment),
  seed: 'seed',
});
const several = (rule: PriceRule, positionPpm: number[], floor = 0): AuctionRules => ({
  ...one(rule, floor, 0),
  slots: positionPpm.length,
  positionPpm,
});
const prices = (bids: Bid[], rules: AuctionRules): number[] =>
  runAuction(bids, rules).winners.map((each) => Number(each.priceMicros) / 1e6);
const shown = (bids: Bid[], rules: AuctionRules): Array<number | undefined> =>
  runAuction(bids, rules).outcomes.map(({ minToWinMicros }) => (minToWinMicros === undefined ? undefined : Number(minToWinMicros) / 1e6));
const codes = (bids: Bid[], rules: AuctionRules): number[] => runAuction(bids, rules).outcomes.map(({ code }) => code);

describe('one slot with a floor of .85 and bids of 1.00, .90, .80 and one that is not valid', () => {
  const bids = [cpm('a', 1.0), cpm('b', 0.9), cpm('c', 0.8), { ...cpm('d', 2), ppb: 0n }];

  it('first price: 1.00 is paid; .90, 1.00, 1.00 and nothing would have won', () => {
    expect(prices(bids, one('first', 0.85))).toEqual([1.0]);
    expect(shown(bids, one('first', 0.85))).toEqual([0.9, 1.0, 1.0, undefined]);
    expect(codes(bids, one('first', 0.85))).toEqual([0, 102, 100, 1]);
  });

  it('second price plus .01: .91 is paid; the macro says .90, .91, .91 and nothing, advertisers are shown .90, 1.00, 1.00', () => {
    const result = runAuction(bids, one('second', 0.85));
    expect(prices(bids, one('second', 0.85))).toEqual([0.91]);
    const macro = result.outcomes.map((each) => clearingMinToWin(each, result));
    expect(macro).toEqual([dollars(0.9), dollars(0.91), dollars(0.91), undefined]);
    expect(shown(bids, one('second', 0.85))).toEqual([0.9, 1.0, 1.0, undefined]);
  });

  it('a bid of nothing takes no part', () => {
    expect(codes([cpm('a', 0)], one('second'))).toEqual([585]);
    expect(shown([cpm('a', 0)], one('second'))).toEqual([undefined]);
  });
});

describe('one slot, few bids', () => {
  it('a lone bid pays the reserve, and the floor would win', () => {
    for (const rule of ['second', 'gsp', 'vcg'] as const) {
      expect(prices([cpm('a', 1)], one(rule, 0.85))).toEqual([0.85]);
      expect(shown([cpm('a', 1)], one(rule, 0.85))).toEqual([0.85]);
    }
  });

  it('1.00 against 1.00 pays 1.00 with the increment, and one of them lost the draw', () => {
    const tie = [cpm('a', 1), cpm('b', 1)];
    expect(prices(tie, one('second'))).toEqual([1]);
    expect(codes(tie, one('second')).sort()).toEqual([0, 601]);
  });

  it('the draw is the seed’s alone', () => {
    const winners = (seed: string) => runAuction([cpm('a', 1), cpm('b', 1)], { ...one('first'), seed }).winners.map(({ bid }) => bid.adId);
    const seeds = Array.from({ length: 64 }, (_, at) => `seed ${at}`);
    expect(new Set(seeds.map((seed) => winners(seed)[0]))).toEqual(new Set(['a', 'b']));
    for (const seed of seeds) expect(winners(seed)).toEqual(winners(seed));
  });

  it('total value beats the higher bid: B pays .888889, A is shown 2.20', () => {
    const click = { perThousand: false, qualityMicros: micros(0) };
    const a: Bid = { ...click, adId: 'A', seat: 'A', bidMicros: dollars(2), ppb: 10_000_000n };
    const b: Bid = { ...click, adId: 'B', seat: 'B', bidMicros: dollars(1), ppb: 18_000_000n, qualityMicros: dollars(0.004) };
    expect(prices([a, b], one('second', 0, 0))).toEqual([0.888889]);
    expect(codes([a, b], one('second', 0, 0))).toEqual([600, 0]);
    expect(shown([a, b], one('second', 0, 0))[0]).toBe(2.2);
  });

  it('a bid at the very floor we sent is accepted: 4 ÷ .9', () => {
    const perClick = { ...cpm('a', 4.444445), perThousand: false, ppb: 900_000n };
    expect(prices([perClick], one('second', 4))).toEqual([4.444445]);
    expect(codes([{ ...perClick, bidMicros: dollars(4.444444) }], one('second', 4))).toEqual([100]);
  });

  it('an advertiser never prices himself; his lesser ad has 602 only where it reaches the bar', () => {
    const bids = [cpm('a1', 1, 'a'), cpm('a2', 0.95, 'a'), cpm('b', 0.3), cpm('a3', 0.2, 'a')];
    expect(prices(bids, one('second'))).toEqual([0.31]);
    expect(codes(bids, one('second'))).toEqual([0, 602, 102, 102]);
    expect(shown(bids, one('second'))).toEqual([0.3, undefined, 1, undefined]);
  });

  it('an ad that harms more than it brings, or brings less than the post it pushes away, is left out', () => {
    const harmful = { ...cpm('a', 1), qualityMicros: micros(-1000) };
    expect(codes([harmful], one('second'))).toEqual([604]);
    expect(codes([cpm('a', 1)], { ...one('second'), displacedMicros: micros(1000) })).toEqual([604]);
    expect(prices([cpm('a', 1)], { ...one('second'), displacedMicros: micros(600) })).toEqual([0.6]);
  });
});

describe('three slots, bids of .2845, .2702, .2154, .1832 and .1099', () => {
  const bids = [0.2845, 0.2702, 0.2154, 0.1832, 0.1099];
  const perAction = bids.map((bid, at) => sure(`ad ${at}`, bid));
  const perThousand = bids.map((bid, at) => cpm(`ad ${at}`, bid));
  const positions = [1_000_000, 800_000, 600_000];

  it('GSP asks .2702, .2154 and .1832 per action; .270, .215 and .183 per thousand', () => {
    expect(prices(perAction, several('gsp', positions))).toEqual([0.2702, 0.2154, 0.1832]);
    expect(prices(perThousand, several('gsp', positions))).toEqual([0.27, 0.215, 0.183]);
  });

  it('VCG over positions of 1, .8 and .6 asks .20704, .19125 and .18320 per action; .207, .191 and .183 per thousand', () => {
    expect(prices(perAction, several('vcg', positions))).toEqual([0.20704, 0.19125, 0.1832]);
    expect(prices(perThousand, several('vcg', positions))).toEqual([0.207, 0.191, 0.183]);
  });

  it('first price asks the bids themselves', () => {
    expect(prices(perAction, several('first', positions))).toEqual([0.2845, 0.2702, 0.2154]);
  });

  it('a loser is shown what ties the last slot’s winner, a winner what ties the best loser', () => {
    expect(shown(perAction, several('gsp', positions))).toEqual([0.1832, 0.1832, 0.1832, 0.2154, 0.2154]);
    expect(codes(perAction, several('gsp', positions))).toEqual([0, 0, 0, 102, 102]);
  });
});

describe('VCG with a reserve', () => {
  it('bids of 1 and .5 over positions of 1 and .8 with a reserve of .3 pay .34 and .30', () => {
    expect(prices([sure('a', 1), sure('b', 0.5)], several('vcg', [1_000_000, 800_000], 300))).toEqual([0.34, 0.3]);
  });

  it('slots without a position of their own are worth what the last one is; an empty list makes all equal', () => {
    const bids = [sure('a', 3), sure('b', 2), sure('c', 1)];
    expect(prices(bids, { ...several('vcg', []), slots: 2 })).toEqual([1, 1]);
    expect(prices(bids, { ...several('vcg', [500_000]), slots: 2 })).toEqual([1, 1]);
  });

  it('refuses positions that rise, and more than eight slots', () => {
    expect(() => runAuction([], several('vcg', [1, 2]))).toThrow('best to the worst');
    expect(() => runAuction([], { ...several('vcg', []), slots: 9 })).toThrow('1 to 8 slots');
  });
});
