import { Database } from '@flywheel/database';
import { ensureBudget, readBudgets } from '@flywheel/database/budgets';
import { insertDecisions, packSlots, type BillingEvent } from '@flywheel/database/decisions';
import { postEntries } from '@flywheel/database/ledger';
import { hold, topUp } from '@flywheel/ledger';
import { micros, newId, seededRandom, toRowId, type Id, type Instant, type Random } from '@flywheel/primitives';
import { impressionOf, newDecisionId } from '@flywheel/primitives/impressions';
import { ImpressionTokens, seededTokenKeys } from '@flywheel/runtime';
import { takeLease } from '../../fixtures/take-lease.ts';

/** One advertiser with money, one campaign, two creators: enough to follow a cent. */
export type World = {
  database: Database;
  random: Random;
  tokens: ImpressionTokens;
  account: Id<'acc'>;
  campaign: Id<'cmp'>;
  creative: Id<'crv'>;
  creators: [Id<'crt'>, Id<'crt'>];
  contents: [Id<'cnt'>, Id<'cnt'>];
};

export const start = Date.UTC(2026, 4, 10, 8, 0, 0);

/** Opens the database and puts the people of the story in it. `cap` is what the campaign holds and may spend. */
export function openWorld(url: string, cap: bigint, at: Instant = start): Promise<World> {
  const database = new Database({ url, poolSize: 8, clock: { now: () => at } });
  return fillWorld(database, { cap, at, tokens: new ImpressionTokens(seededTokenKeys('story')) });
}

/** The same in a database that is open already. */
export async function fillWorld(
  database: Database,
  { cap, at, tokens }: { cap: bigint; at: Instant; tokens: ImpressionTokens },
): Promise<World> {
  const random = seededRandom(`${at}`);
  const world: World = {
    database,
    random,
    tokens,
    account: newId('acc', at, random),
    campaign: newId('cmp', at, random),
    creative: newId('crv', at, random),
    creators: [newId('crt', at, random), newId('crt', at, random)],
    contents: [newId('cnt', at, random), newId('cnt', at, random)],
  };
  const { read } = database;
  const day = new Date(at);
  await read.query(
    `INSERT INTO ad_account (account_id, name, domain, currency, created_at) VALUES ($1, 'Reef Coffee', 'reef.example', 'USD', $2)`,
    [toRowId(world.account), day],
  );
  await read.query(
    `INSERT INTO campaign (campaign_id, account_id, name, objective, configured_status, lifetime_budget_micros,
      starts_at, created_at, updated_at)
     VALUES ($1, $2, 'Spring', 'reach', 'active', 1, $3, $3, $3)`,
    [toRowId(world.campaign), toRowId(world.account), day],
  );
  await read.query(
    `INSERT INTO creative (creative_id, account_id, format, headline, landing_url, created_at)
     VALUES ($1, $2, 'native_post', 'Try it', 'https://reef.example/spring', $3)`,
    [toRowId(world.creative), toRowId(world.account), day],
  );
  for (const [n, creator] of world.creators.entries()) {
    await read.query(`INSERT INTO creator (creator_id, platform_id, display_name, joined_at, updated_at) VALUES ($1, $2, $2, $3, $3)`, [
      toRowId(creator),
      `creator-${n}`,
      day,
    ]);
    await read.query(
      `INSERT INTO content (content_id, platform_id, creator_id, kind, title, published_at, updated_at)
       VALUES ($1, $2, $3, 'post', $2, $4, $4)`,
      [toRowId(world.contents[n] as Id<'cnt'>), `post-${n}`, toRowId(creator), day],
    );
  }
  await fund(world, cap, '1', at);
  return world;
}

/** Pays in, holds for the campaign and raises its budget by the same amount; `occasion` tells one funding from the next. */
export async function fund(world: World, amount: bigint, occasion: string, at: Instant = start): Promise<void> {
  const { account, campaign } = world;
  const money = { account, currency: 'USD', amountMicros: micros(amount), at, actor: 'story' };
  await world.database.inTransaction(async (tx) => {
    await postEntries(tx, [topUp({ pspEvent: `story-${occasion}-${account}`, ...money })]);
    await postEntries(tx, [hold({ campaign, ref: occasion, ...money })]);
    const [life] = await readBudgets(tx, campaign);
    await ensureBudget(tx, { campaign, window: 'life', currency: 'USD', capMicros: micros((life?.capMicros ?? 0n) + amount) });
  });
}

/** Takes a lease of the campaign's money for a decider. */
export async function lease(world: World, want: bigint, at: Instant = start): Promise<Id<'lse'>> {
  const request = {
    lease: newId('lse', at, world.random),
    campaign: world.campaign,
    windows: ['life'],
    decider: 'story',
    amount: want,
    now: at,
    expiresAt: at + 3_600_000,
  };
  const grant = await world.database.inTransaction((tx) => takeLease(tx, request));
  if (grant.outcome === 'refused') throw new Error('the story has no money left');
  return request.lease;
}

export type SlotWish = {
  lease: Id<'lse'>;
  price: bigint;
  at?: Instant;
  creator?: 0 | 1 | undefined;
  billing?: BillingEvent;
  recorded?: boolean;
  /** How long its token counts; ten minutes. */
  lifeMs?: number;
};

/** A filled slot with its token, its decision recorded unless the story says otherwise. */
export async function fillSlot(world: World, wish: SlotWish): Promise<{ imp: Id<'imp'>; token: string; record: () => Promise<void> }> {
  const { imp, token, row } = decide(world, wish);
  const record = () => world.database.inTransaction((tx) => insertDecisions(tx, [row], row.decidedAt));
  if (wish.recorded !== false) await record();
  return { imp, token, record };
}

/** Many filled slots, their decisions recorded together; their tokens. */
export async function fillSlots(world: World, wishes: readonly SlotWish[]): Promise<string[]> {
  const decided = wishes.map((wish) => decide(world, wish));
  for (let from = 0; from < decided.length; from += 1000) {
    const rows = decided.slice(from, from + 1000).map(({ row }) => row);
    await world.database.inTransaction((tx) => insertDecisions(tx, rows, start));
  }
  return decided.map(({ token }) => token);
}

function decide(world: World, wish: SlotWish) {
  const at = wish.at ?? start;
  const decision = newDecisionId(at, world.random);
  const imp = impressionOf(decision, 1);
  const [adSet, ad] = [newId('set', at, world.random), newId('ad', at, world.random)];
  const { campaign, creative, account } = world;
  const expiresAt = at + (wish.lifeMs ?? 600_000);
  const token = world.tokens.sign({ imp, campaign, adSet, ad, creative, placement: 'feed', viewerTag: '', expiresAt });
  const slots = packSlots([
    {
      n: 1,
      imp,
      placement: 'feed',
      account,
      campaign,
      campaignVersion: 1,
      adSet,
      ad,
      adNo: 1,
      creative,
      content: wish.creator === undefined ? undefined : world.contents[wish.creator],
      creator: wish.creator === undefined ? undefined : world.creators[wish.creator],
      newContent: undefined,
      country: 'SE',
      device: undefined,
      billingEvent: wish.billing ?? 'impression',
      currency: 'USD',
      bidMicros: micros(wish.price),
      priceMicros: micros(wish.price),
      ppb: 0,
      lease: wish.lease,
      expiresAt,
    },
  ]);
  const versions = { configVersion: 1n, modelVersion: 0n, pacingVersion: 0n, indexBuild: 1 };
  return { imp, token, row: { decision, decidedAt: at, ...versions, record: new Uint8Array(), slots, viewer: undefined } };
}

/** One row of a question. */
export async function ask<R extends object>(world: World, sql: string, params: unknown[] = []): Promise<R> {
  const { rows } = await world.database.read.query<R>(sql, params);
  return rows[0] as R;
}
