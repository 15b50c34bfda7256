import { CreateCampaign, OpenAccount, SetCampaignStatus, TopUpAccount } from '@flywheel/advertise';
import { Database } from '@flywheel/database';
import { setPrivacyRule } from '@flywheel/database/reach';
import type { CampaignDraft } from '@flywheel/http/campaigns';
import type { DecisionRequest } from '@flywheel/http/decisions';
import { UpsertContents, UpsertCreators, UpsertViewers } from '@flywheel/ingest';
import { micros, newId, seededRandom, toRowId } from '@flywheel/primitives';
import { ReviewCreative } from '@flywheel/review';
import { seededTokenKeys, SimulatedClock } from '@flywheel/runtime';
import { openServing, type Serving } from '@flywheel/serve';
import type { Benchmark, Variant } from './benchmark.ts';

const decisionsARound = 20_000;
const campaigns = 30;
const people = 2000;
const segments = 40;
const hourMs = 3_600_000;
const clock = new SimulatedClock(Date.UTC(2026, 2, 1, 12));
const random = seededRandom('bench decisions');

/** Ad decisions: how many a second one core makes with 30 campaigns, alone and with their records written; latencies go to stderr. */
export async function openDecisions(url: string): Promise<Benchmark> {
  const database = new Database({ url, clock, poolSize: 3 });
  await prepare(database);
  const serving = openServing({ database, tokenKeys: seededTokenKeys('bench'), random, decider: 'bench', leaseMs: 365 * 24 * hourMs });
  await refresh(serving);
  const latencies = new Map<string, number[]>();
  const variant = (name: string, placements: number, write: boolean): Variant => ({
    name,
    run: () => round(serving, { placements, write, latencies: timesOf(latencies, name) }),
  });
  return {
    name: 'decisions',
    unit: 'decisions',
    rounds: 5,
    variants: [
      variant('1 slot, 30 campaigns, in memory', 1, false),
      variant('1 slot, 30 campaigns, records written', 1, true),
      variant('4 slots, 30 campaigns, in memory', 4, false),
    ],
    close: async () => {
      for (const [name, times] of latencies) console.error(latencyLine(name, times));
      await database.close();
    },
  };
}

async function round(serving: Serving, options: { placements: number; write: boolean; latencies: number[] }): Promise<number> {
  clock.advance(hourMs);
  await refresh(serving);
  let filled = 0;
  for (let made = 0; made < decisionsARound; made += 1) {
    const request = randomRequest(options.placements);
    const began = performance.now();
    const response = serving.decideAds.run({ request, now: clock.now() });
    options.latencies.push(performance.now() - began);
    filled += response.results.filter((result) => result.outcome === 'filled').length;
    if (serving.memory.records.size >= 500) await drain(serving, options.write);
  }
  await drain(serving, options.write);
  if (filled < decisionsARound / 2) throw new Error(`only ${filled} slots of ${decisionsARound} decisions were filled`);
  return decisionsARound;
}

async function drain(serving: Serving, write: boolean): Promise<void> {
  if (write) await serving.recordDecisions.run();
  else serving.memory.records.take();
}

async function refresh({ memory, refreshIndex, leaseKeeper }: Serving): Promise<void> {
  memory.leases.expire(clock.now());
  memory.caps.expire(clock.now());
  await refreshIndex.run({ now: clock.now() });
  await leaseKeeper.run({ now: clock.now() });
}

function randomRequest(placements: number): DecisionRequest {
  return {
    viewer: `viewer-${whole(people)}`,
    placements: Array.from({ length: placements }, (_, at) => ({ id: `feed-${at}`, format: 'native_post' as const })),
    context: { content: `content-${whole(1000)}`, device: 'phone', country: 'NL' },
  };
}

async function prepare(database: Database): Promise<void> {
  const now = clock.now();
  const each = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  await new UpsertCreators(database, random).run({ items: [{ id: 'ad creator', name: 'Creator' }], acceptedAt: now });
  const contents = each(1000, (i) => ({
    id: `content-${i}`,
    creator: 'ad creator',
    tags: [`tag-${i % 50}`],
    publishedAt: '2026-02-01T00:00:00Z',
  }));
  await new UpsertContents(database, random).run({ items: contents, acceptedAt: now });
  for (let from = 0; from < people; from += 1000) {
    const viewers = each(1000, (i) => ({ id: `viewer-${from + i}`, purposes: ['analytics', 'personalisation', 'ads'] }));
    await new UpsertViewers(database, random).run({ items: viewers, acceptedAt: now });
  }
  await setPrivacyRule(database.read, { segmentLeast: 20 });
  await insertSegments(database);
  for (let i = 0; i < campaigns; i += 1) await launch(database, i);
}

/** Every person is in a tenth of the segments. */
async function insertSegments(database: Database): Promise<void> {
  const ids = Array.from({ length: segments }, () => toRowId(newId('seg', clock.now(), random)));
  await database.read.query(
    `INSERT INTO segment (segment_id, node, kind, name, members, sellable, created_at)
     SELECT id, 'bench:' || at, 'inferred', 'Bench ' || at, 5000, true, $2 FROM unnest($1::uuid[]) WITH ORDINALITY AS s(id, at)`,
    [ids, new Date(clock.now())],
  );
  await database.read.query(
    `INSERT INTO membership (viewer_key, segment_id, entered_at, lift, model_version, explanation, updated_at)
     SELECT viewer_key, segment_id, $1, 2, 'bench', '{}', $1 FROM identity, segment WHERE hashtext(platform_id || node) % 10 = 0`,
    [new Date(clock.now())],
  );
}

async function launch(database: Database, i: number): Promise<void> {
  const stamp = { now: clock.now(), actor: 'system' };
  const { account } = await new OpenAccount(database, random).run({ name: `Advertiser ${i}`, domain: 'ads.example', ...stamp });
  await new TopUpAccount(database).run({ account, amountMicros: micros(1_000_000_000_000n), pspEvent: `bench-${i}`, ...stamp });
  const created = await new CreateCampaign(database, random).run({ account, document: draft(i), ...stamp });
  if (created.outcome !== 'created') throw new Error(`a campaign was refused: ${JSON.stringify(created)}`);
  await new SetCampaignStatus(database).run({ campaign: created.campaign, status: 'active', ...stamp });
  for (const creative of created.creatives) await new ReviewCreative(database).run({ creative, decision: 'approve', ...stamp });
}

function draft(i: number): CampaignDraft {
  const asked = { attr: 'segment' as const, op: 'in' as const, values: [1, 7, 13].map((step) => `bench:${1 + ((i * step) % segments)}`) };
  const tags = { attr: 'tag' as const, op: 'in' as const, values: [`tag-${i}`, `tag-${i + 1}`] };
  const perClick = i % 3 === 0;
  return {
    name: `Campaign ${i}`,
    objective: perClick ? 'traffic' : 'reach',
    budgets: { dailyMicros: null, lifetimeMicros: '900000000000' },
    schedule: { startsAt: '2026-01-01T00:00:00Z', endsAt: null },
    caps: i % 2 === 0 ? [{ limit: 50, windowSeconds: 86_400 }] : [],
    adSets: [
      {
        name: 'set',
        goal: perClick ? 'click' : 'reach',
        billingEvent: perClick ? 'click' : i % 3 === 1 ? 'viewable' : 'impression',
        bidMicros: perClick ? '400000' : `${2000 + i * 10}000`,
        targeting: { all: [{ any: [asked, tags] }, { not: { attr: 'country', op: 'in', values: ['FR'] }, mode: 'weak' }] },
        ads: [{ name: 'ad', creative: { format: 'native_post', headline: `Ad ${i}`, landingUrl: 'https://ads.example/' } }],
      },
    ],
  };
}

function timesOf(latencies: Map<string, number[]>, name: string): number[] {
  const times = latencies.get(name) ?? [];
  latencies.set(name, times);
  return times;
}

function latencyLine(name: string, times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => `${((sorted[Math.floor(sorted.length * share)] ?? 0) * 1000).toFixed(0)} µs`;
  return `decisions, ${name}: p50 ${at(0.5)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}`;
}

function whole(below: number): number {
  return Math.floor(random.next() * below);
}
