import { unpackRecord, unpackReason } from '@flywheel/auction/record';
import { unpackSlots, type DecisionRow } from '@flywheel/database/decisions';
import type { DecisionRequest } from '@flywheel/http/decisions';
import { micros, newId, seededRandom, type Id } from '@flywheel/primitives';
import { impressionOf } from '@flywheel/primitives/impressions';
import { ImpressionTokens, seededTokenKeys } from '@flywheel/runtime';
import { BlockIndex } from '@flywheel/targeting/blocks';
import { describe, expect, it } from 'vitest';
import { AdTable } from './ads/ad-table.ts';
import { madeAd } from './ads/made-ad.fixture.ts';
import { indexedLogits, putAd } from './ads/put-ad.ts';
import { DecideAds } from './decide-ads.ts';
import { ServingMemory } from './serving-memory.ts';

const now = Date.UTC(2026, 4, 4);
const keys = seededTokenKeys('decide');
const feed: DecisionRequest = { placements: [{ id: 'feed', format: 'native_post' }] };

/** A deciding process whose memory was filled by hand: it has no database at all. */
function decider(options: { ads?: number; mostRecords?: number } = {}): { decide: DecideAds; memory: ServingMemory } {
  const random = seededRandom('decide');
  const memory = new ServingMemory({ mostRecords: options.mostRecords ?? 100 });
  const { model } = memory.model;
  const [table, indexed, segments] = [new AdTable(), indexedLogits(model), new Map()];
  const rows = Array.from({ length: options.ads ?? 2 }, (_, i) => ({
    ...madeAd(i + 1, random),
    bidMicros: micros(1_000_000 + i * 500_000),
  }));
  const index = BlockIndex.build(
    rows.map((row) => putAd(row, { table, indexed, segments, model })),
    7,
  );
  const rules = {
    placement: '*',
    adsOn: true,
    rule: 'second' as const,
    positionPpm: [],
    floorMicros: micros(100_000),
    floors: [],
    incrementMicros: micros(10_000),
    firstPosition: 4,
    gap: 3,
    shareBps: 2000,
    fatigueAds: undefined,
    fatigueHides: undefined,
    displacedBudgetMicros: undefined,
    safetyTier: 'standard' as const,
    clickWorthMicros: micros(0),
    hideCostMicros: micros(0),
  };
  memory.snapshot = { configVersion: 3n, table, index, indexed, placements: new Map([['*', rules]]), segments };
  for (const { campaign } of rows) {
    const lease = { lease: newId('lse', now, random), holder: campaign, grantedMicros: micros(1_000_000), chargeMicros: micros(10_000) };
    memory.leases.add({ ...lease, usableUntil: now + 1000 }, now);
  }
  return { memory, decide: new DecideAds(memory, new ImpressionTokens(keys), random, keys.auctionKey, 0) };
}

const slotsOf = (row: DecisionRow | undefined) => (row ? unpackSlots(row.decision, row.slots) : []);

describe('a decision', () => {
  it('needs no database: memory in, answer and record out', () => {
    const { decide, memory } = decider();
    const answer = decide.run({ request: feed, now });
    expect(answer.results[0]).toMatchObject({ outcome: 'filled', slot: 1, advertiser: 'advertiser 2' });
    const [row] = memory.records.take();
    expect(slotsOf(row)).toMatchObject([{ n: 1, priceMicros: 1010n, billingEvent: 'impression', adNo: 2 }]);
    const record = unpackRecord(row?.record ?? new Uint8Array());
    const [placement] = record.placements;
    const codes = Array.from(placement?.visited.code.slice(0, placement.visited.count) ?? []).map((code) => unpackReason(code).code);
    expect(codes.sort()).toEqual([0, 102]);
    expect(record).toMatchObject({ mode: 'contextual', versions: { config: 3n, model: 0n, pacing: 0n }, decision: answer.decision });
    expect(placement?.proof.indexBuild).toBe(7);
    expect(row?.viewer).toBeUndefined();
  });

  it('signs a token for each slot that carries its impression and no price', () => {
    const { decide } = decider({ ads: 4 });
    const request: DecisionRequest = { placements: [{ id: 'feed', format: 'native_post', slots: 3 }] };
    const { decision, results } = decide.run({ request, now });
    const imps = results.map((slot) => {
      const verified = slot.outcome === 'filled' ? new ImpressionTokens(keys).verify(slot.token) : undefined;
      return verified?.outcome === 'genuine' ? verified.claims.imp : undefined;
    });
    expect(imps).toEqual([1, 2, 3].map((n) => impressionOf(decision as Id<'dec'>, n)));
  });

  it('gives one advertiser one slot of a page, and one domain', () => {
    const { decide } = decider();
    const request: DecisionRequest = { placements: ['a', 'b', 'c'].map((id) => ({ id, format: 'native_post' as const })) };
    const results = decide.run({ request, now }).results;
    expect(results.map((each) => (each.outcome === 'filled' ? each.advertiser : each.reason))).toEqual([
      'advertiser 2',
      'advertiser 1',
      603,
    ]);
  });

  it('answers a repeated request id with the same answer and reserves once', () => {
    const { decide, memory } = decider();
    const first = decide.run({ request: { ...feed, id: 'r1' }, now });
    expect(decide.run({ request: { ...feed, id: 'r1' }, now: now + 59_999 })).toBe(first);
    expect(memory.records.size).toBe(1);
    expect(decide.run({ request: { ...feed, id: 'r1' }, now: now + 60_000 })).not.toBe(first);
  });

  it('is shed when it waited too long, when records can not be taken, and before the first snapshot', () => {
    const { decide, memory } = decider({ mostRecords: 1 });
    expect(decide.run({ request: feed, now, waitedMs: 51 }).results[0]).toMatchObject({ outcome: 'empty', reason: 504 });
    expect(decide.run({ request: { ...feed, tmaxMs: 10 }, now, waitedMs: 9 }).results[0]).toMatchObject({ reason: 504 });
    expect(decide.run({ request: { ...feed, tmaxMs: 10 }, now, waitedMs: 8 }).results[0]).toMatchObject({ outcome: 'filled' });
    expect(decide.run({ request: feed, now }).results[0]).toMatchObject({ reason: 504 });
    memory.records.take();
    memory.snapshot = undefined;
    expect(decide.run({ request: feed, now }).results[0]).toMatchObject({ reason: 504 });
  });

  it('stops at the end of a lease: what is reserved is never reserved twice', () => {
    const { decide, memory } = decider({ ads: 1, mostRecords: 100_000 });
    let filled = 0;
    for (let tries = 0; tries < 11_000; tries += 1) {
      const [slot] = decide.run({ request: feed, now }).results;
      if (slot?.outcome === 'filled') filled += 1;
    }
    const spent = memory.records.take().flatMap((row) => slotsOf(row).map((slot) => slot.priceMicros));
    const sum = spent.reduce((total, each) => total + each, 0n);
    expect(sum <= 1_000_000n && sum > 999_000n - 1000n).toBe(true);
    expect(filled).toBe(spent.length);
    expect(decide.run({ request: feed, now }).results[0]).toMatchObject({ reason: 584 });
  });

  it('repeats with the same seed', () => {
    const run = (): unknown => decider({ ads: 5 }).decide.run({ request: feed, now });
    expect(run()).toEqual(run());
  });
});
