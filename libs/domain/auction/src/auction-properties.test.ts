import { micros, type Micros } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { AuctionResult } from './auction-result.ts';
import { positionsOf, type AuctionRules, type PriceRule } from './auction-rules.ts';
import type { Bid } from './bid.ts';
import { refusalInNumbers, type Candidate } from './candidate.ts';
import { isBelow, losingTo, lossOf } from './loss-of.ts';
import { runAuction } from './run-auction.ts';
import { reserveOf, scoreOf } from './score.ts';

// Seconds alone, more where the machine is shared.
vi.setConfig({ testTimeout: 120_000 });
const cases = { numRuns: 20_000 };
const amount = (most: number) => fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: most }));

/** Few distinct values beside many, so that ties, floors met exactly and refusals are as common as wide fields. */
const anyBid = (seat: fc.Arbitrary<number>): fc.Arbitrary<Bid> =>
  fc
    .tuple(
      seat,
      amount(20_000),
      fc.boolean(),
      fc.constantFrom(0, 1, 900_000, 1_000_000, 18_000_000, 400_000_000),
      fc.integer({ min: -9, max: 9 }),
    )
    .map(([owner, steps, perThousand, ppb, quality]) => ({
      adId: '',
      seat: `advertiser ${owner}`,
      bidMicros: micros(steps * (perThousand ? 1000 : 500)),
      perThousand,
      ppb: BigInt(ppb),
      qualityMicros: micros(quality > 5 || quality < -5 ? quality * 37 : 0),
    }));
const named = (bids: Bid[]): Bid[] => bids.map((bid, at) => ({ ...bid, adId: `ad ${at}` }));
const crowd = fc.array(anyBid(fc.integer({ min: 0, max: 5 })), { maxLength: 10 }).map(named);
const strangers = fc.array(anyBid(fc.constant(0)), { maxLength: 7 }).map((bids) => named(bids).map((bid) => ({ ...bid, seat: bid.adId })));

const rulesOf = (rule: fc.Arbitrary<PriceRule>): fc.Arbitrary<AuctionRules> =>
  fc
    .tuple(
      rule,
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 4 }),
      amount(3000),
      fc.boolean(),
      fc.nat(99),
    )
    .map(([name, slots, positions, floor, some, seed]) => ({
      rule: name,
      slots,
      positionPpm: positions.map((each) => each * 99_999).sort((a, b) => b - a),
      floorMicros: micros(floor * 777),
      incrementMicros: micros(some ? 10_000 : 0),
      displacedMicros: micros(some ? seed * 20 : 0),
      seed: `seed ${seed}`,
    }));
const anyRules = rulesOf(fc.constantFrom<PriceRule>('first', 'second', 'gsp', 'vcg'));

const slotsOf = ({ winners }: AuctionResult): string[] => winners.map(({ bid, priceMicros }) => `${bid.adId} at ${priceMicros}`);
const codesOf = ({ outcomes }: AuctionResult): Map<string, number> => new Map(outcomes.map(({ bid, code }) => [bid.adId, code]));
const slotOf = ({ winners }: AuctionResult, adId: string): number => winners.find(({ bid }) => bid.adId === adId)?.slot ?? 99;
const rebid = (bids: readonly Bid[], adId: string, bidMicros: Micros): Bid[] =>
  bids.map((bid) => (bid.adId === adId ? { ...bid, bidMicros } : bid));
const stepOf = (bid: Bid): bigint => (bid.perThousand ? 1000n : 1n);
const inNumbers = ({ bidMicros, perThousand, ppb, qualityMicros }: Bid): Candidate => ({
  bid: Number(bidMicros),
  perThousand,
  ppb: Number(ppb),
  quality: Number(qualityMicros),
});

describe('in any auction, 20,000 times', () => {
  it('first price is the bid; the others lie between reserve and bid, per 1,000 in whole steps', () => {
    fc.assert(
      fc.property(crowd, anyRules, (bids, rules) => {
        for (const { bid, priceMicros } of runAuction(bids, rules).winners) {
          if (rules.rule === 'first') expect(priceMicros).toBe(bid.bidMicros);
          if (priceMicros > bid.bidMicros) expect.fail('above the bid');
          if (priceMicros < reserveOf(bid, rules.floorMicros, rules.displacedMicros ?? micros(0))) expect.fail('below the reserve');
          if (priceMicros % (bid.perThousand ? 1000n : 1n) !== 0n) expect.fail('not a whole step');
        }
      }),
      cases,
    );
  });

  it('raising a bid never loses the slot or falls to a lower one', () => {
    fc.assert(
      fc.property(crowd, anyRules, fc.integer({ min: 1, max: 9999 }), (bids, rules, raise) => {
        const before = runAuction(bids, rules);
        for (const { bid, slot } of before.winners) {
          const raised = micros(bid.bidMicros + BigInt(raise) * stepOf(bid));
          expect(slotOf(runAuction(rebid(bids, bid.adId, raised), rules), bid.adId)).toBeLessThanOrEqual(slot);
        }
      }),
      cases,
    );
  });

  it('the order in which bids are given changes nothing', () => {
    fc.assert(
      fc.property(crowd, anyRules, fc.nat(9), (bids, rules, turn) => {
        const other = [...bids.slice(turn), ...bids.slice(0, turn)].reverse();
        const [one, two] = [runAuction(bids, rules), runAuction(other, rules)];
        expect(slotsOf(two)).toEqual(slotsOf(one));
        expect([...codesOf(two)].sort()).toEqual([...codesOf(one)].sort());
      }),
      cases,
    );
  });

  it('every bid has one outcome, every advertiser at most one slot, and no slot stays free that somebody may have', () => {
    fc.assert(
      fc.property(crowd, anyRules, (bids, rules) => {
        const { winners, outcomes } = runAuction(bids, rules);
        expect(outcomes.map(({ bid }) => bid.adId)).toEqual(bids.map(({ adId }) => adId));
        expect(outcomes.filter(({ code }) => code === 0)).toHaveLength(winners.length);
        const admitted = new Set(outcomes.filter(({ code }) => ![1, 100, 585, 604].includes(code)).map(({ bid }) => bid.seat));
        expect(winners).toHaveLength(Math.min(rules.slots, admitted.size));
        expect(new Set(winners.map(({ bid }) => bid.seat)).size).toBe(winners.length);
      }),
      cases,
    );
  });

  it('who is under the bar may be left out: the others fare the same, and lossOf says of him what the auction would have', () => {
    fc.assert(
      fc.property(crowd, anyRules, fc.nat(9), (bids, rules, kept) => {
        const everybody = runAuction(bids, rules);
        const losing = losingTo(everybody, rules);
        const out = new Set(losing ? bids.filter((bid, at) => at !== kept && isBelow(inNumbers(bid), losing)) : []);
        const finalists = runAuction(
          bids.filter((bid) => !out.has(bid)),
          rules,
        );
        expect(finalists.winners).toEqual(everybody.winners);
        expect(finalists.bar).toBe(everybody.bar);
        const codes = codesOf(finalists);
        if (losing) for (const bid of out) codes.set(bid.adId, lossOf(inNumbers(bid), losing));
        expect([...codes].sort()).toEqual([...codesOf(everybody)].sort());
      }),
      cases,
    );
  });

  it('refused in doubles is refused in integers, for the same reason', () => {
    // Products beyond 2⁵³, where two doubles may be the same and the integers are not.
    const chance = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 10 ** 9 }));
    const exact = fc.tuple(fc.integer({ min: 1, max: 10 ** 11 }), chance, fc.integer({ min: -1, max: 1 }));
    fc.assert(
      fc.property(anyBid(fc.constant(1)), exact, anyRules, (bid, [floor, ppb, off], rules) => {
        // A floor or a value met to the last unit, where doubles alone would guess.
        const least = (BigInt(floor) * 1_000_000n) / BigInt(ppb) + BigInt(off);
        const hard = { ...bid, ppb: BigInt(ppb), bidMicros: micros(least % 9n ** 16n) };
        const atFloor = { ...rules, floorMicros: micros(floor) };
        for (const [one, by] of [
          [bid, rules],
          [hard, atFloor],
          [hard, { ...atFloor, displacedMicros: micros(floor) }],
        ] as const) {
          const [outcome] = runAuction([one], by).outcomes;
          const entry = { floor: Number(by.floorMicros), displaced: Number(by.displacedMicros) };
          expect(refusalInNumbers(inNumbers(one), entry)).toBe(outcome?.code);
        }
      }),
      cases,
    );
  });

  it('the bid to win is the very edge: a step more takes a slot, a step less none', () => {
    fc.assert(
      fc.property(strangers, anyRules, (bids, rules) => {
        for (const { bid, minToWinMicros } of runAuction(bids, rules).outcomes) {
          if (minToWinMicros === undefined) continue;
          const at = (bidMicros: bigint) => slotOf(runAuction(rebid(bids, bid.adId, micros(bidMicros)), rules), bid.adId);
          if (minToWinMicros % stepOf(bid) !== 0n) expect.fail('not a whole step');
          if (at(minToWinMicros + stepOf(bid)) >= rules.slots) expect.fail(`${bid.adId} wins nothing with a step more`);
          if (at(minToWinMicros - stepOf(bid)) !== 99) expect.fail(`${bid.adId} still wins with a step less`);
        }
      }),
      cases,
    );
  });
});

describe('VCG, 20,000 times', () => {
  it('never asks more than GSP for a slot', () => {
    fc.assert(
      fc.property(crowd, rulesOf(fc.constant('vcg')), (bids, rules) => {
        const gsp = runAuction(bids, { ...rules, rule: 'gsp' }).winners;
        for (const { bid, slot, priceMicros } of runAuction(bids, rules).winners) {
          expect(gsp[slot]?.bid).toBe(bid);
          if (priceMicros > (gsp[slot]?.priceMicros ?? -1n)) expect.fail('dearer than GSP');
        }
      }),
      cases,
    );
  });

  it('no other bid earns an advertiser more than the truth, to one price step', () => {
    fc.assert(
      fc.property(strangers, rulesOf(fc.constant('vcg')), amount(20_000), (bids, rules, other) => {
        const positions = positionsOf(rules);
        for (const bid of bids) {
          const gain = (lists: Bid[]): bigint => {
            const won = runAuction(lists, rules).winners.find((each) => each.bid.adId === bid.adId);
            return won ? (positions[won.slot] ?? 0n) * bid.ppb * (bid.bidMicros - won.priceMicros) : 0n;
          };
          const lie = gain(rebid(bids, bid.adId, micros(BigInt(other) * 500n * (bid.perThousand ? 2n : 1n))));
          const step = (positions[0] ?? 0n) * bid.ppb * stepOf(bid);
          if (lie > gain(bids) + step) expect.fail(`${bid.adId} gains by a bid of ${other} steps`);
        }
      }),
      cases,
    );
  });
});

describe('a score', () => {
  it('is bid times chance and quality, also below zero', () => {
    const bid = { bidMicros: micros(1000), ppb: 1_000_000n, qualityMicros: micros(-2) };
    expect(scoreOf(bid)).toBe(-1_000_000_000n);
  });
});
