import type { ServingAdRow } from '@flywheel/database/serving';
import type { DecisionRequest } from '@flywheel/http/decisions';
import { micros, newId, seededRandom, type Id } from '@flywheel/primitives';
import { ImpressionTokens, seededTokenKeys } from '@flywheel/runtime';
import { linearIndex } from '@flywheel/targeting';
import { describe, expect, it } from 'vitest';
import { compileAds } from './compile-ads.ts';
import { DecideAds } from './decide-ads.ts';
import { ServingMemory } from './serving-memory.ts';

const now = Date.UTC(2026, 4, 4);
const keys = seededTokenKeys('decide');
const feed: DecisionRequest = { placements: [{ id: 'feed', format: 'native_post' }] };

/** A deciding process whose memory was filled by hand: it has no database at all. */
function decider(options: { ads?: number; mostRecords?: number } = {}): { decide: DecideAds; memory: ServingMemory } {
  const random = seededRandom('decide');
  const memory = new ServingMemory({ mostRecords: options.mostRecords ?? 100 });
  const rows = Array.from({ length: options.ads ?? 2 }, (_, i) => adRow(i, random));
  const none = { impressions: 0n, viewables: 0n, clicks: 0n };
  const ads = compileAds(rows, [], { byAd: new Map(), all: none });
  const sale = { rule: 'second', positionPpm: [], floorMicros: micros(100_000), floors: [], incrementMicros: micros(10_000) } as const;
  const feed = { firstPosition: 1, gap: 0, shareBps: 10_000, fatigueAds: undefined, fatigueHides: undefined, safetyTier: 'open' } as const;
  const rules = { placement: '*', adsOn: true, ...sale, ...feed, displacedBudgetMicros: undefined };
  const index = linearIndex(ads.map((item) => ({ targeting: item.targeting, item })));
  memory.snapshot = { configVersion: 1n, modelVersion: 'test', ads, index, placements: new Map([['*', rules]]), segments: new Map() };
  for (const { campaign } of ads) {
    memory.leases.add({ lease: newId('lse', now, random), campaign, grantedMicros: micros(1_000_000), usableUntil: now + 1000 });
  }
  return { memory, decide: new DecideAds(memory, new ImpressionTokens(keys), random, keys.auctionKey) };
}

function adRow(i: number, random: ReturnType<typeof seededRandom>): ServingAdRow {
  const id = <K extends 'ad' | 'set' | 'cmp' | 'acc' | 'crv'>(kind: K): Id<K> => newId(kind, now, random);
  return {
    ad: id('ad'),
    adName: `ad ${i}`,
    adSet: id('set'),
    billingEvent: 'impression',
    bidMicros: micros(1_000_000 + i * 500_000),
    targeting: { all: [] },
    placements: [],
    adSetCaps: [],
    campaign: id('cmp'),
    campaignName: `campaign ${i}`,
    campaignVersion: 1,
    campaignCaps: [],
    configuredStatus: 'active',
    startsAt: 0,
    endsAt: undefined,
    dailyBudgetMicros: undefined,
    fundedMicros: micros(5_000_000),
    account: id('acc'),
    accountName: `advertiser ${i}`,
    domain: 'ads.example',
    accountActive: true,
    currency: 'USD',
    timeZone: 'UTC',
    creative: { creative: id('crv'), format: 'native_post', headline: 'Hello', body: '', imageUrl: undefined, callToAction: 'Go' },
    reviewState: 'approved',
  };
}

describe('a decision', () => {
  it('needs no database: memory in, answer and record out', () => {
    const { decide, memory } = decider();
    const [slot] = decide.run({ request: feed, now }).results;
    expect(slot).toMatchObject({ outcome: 'filled', advertiser: 'advertiser 1' });
    const [record] = memory.records.take();
    expect(record?.slots[0]).toMatchObject({ priceMicros: 1010n, billingEvent: 'impression' });
    expect(record?.results[0]?.visited.map(([, code]) => code).sort()).toEqual([0, 102]);
    expect(record?.viewer).toBeUndefined();
  });

  it('signs a token that carries the ad and no price', () => {
    const { decide } = decider();
    const [slot] = decide.run({ request: feed, now }).results;
    const token = slot?.outcome === 'filled' ? slot.token : expect.fail('not filled');
    const verified = new ImpressionTokens(keys).verify(token);
    expect(verified).toMatchObject({ outcome: 'genuine', claims: { placement: 'feed', viewerTag: '', expiresAt: now + 600_000 } });
  });

  it('gives one advertiser one slot of a page', () => {
    const { decide } = decider();
    const request: DecisionRequest = { placements: ['a', 'b', 'c'].map((id) => ({ id, format: 'native_post' as const })) };
    const results = decide.run({ request, now }).results;
    expect(results.map((each) => (each.outcome === 'filled' ? each.advertiser : each.reason))).toEqual([
      'advertiser 1',
      'advertiser 0',
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
    expect(decide.run({ request: feed, now, waitedMs: 50 }).results[0]).toMatchObject({ outcome: 'filled' });
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
    const spent = memory.records.take().flatMap((record) => record.slots.map((slot) => slot.priceMicros));
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
