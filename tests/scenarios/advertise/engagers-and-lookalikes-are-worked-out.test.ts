import type { AudienceDefinition } from '@flywheel/http/audiences';
import { engagersDefinition } from '@flywheel/http/audiences';
import { newId, toRowId, type Id } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addresses, AudienceWorld, openGround } from '../../fixtures/audience-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const dayMs = 86_400_000;

describe('an audience that is worked out', () => {
  const at = useTestDatabase();
  let ground: ReturnType<typeof openGround>;
  let world: AudienceWorld;
  let account: Id<'acc'>;
  let campaign: Id<'cmp'>;
  beforeAll(async () => {
    ground = openGround(at.url);
    world = new AudienceWorld(ground);
    account = await world.account();
    await world.leastSegment(20);
    await world.people(0, 1000);
    await world.people(1000, 1010, { purposes: ['analytics'] });
    campaign = newId('cmp', world.now, world.random);
    await world.database.read.query(
      `INSERT INTO campaign (campaign_id, account_id, name, objective, configured_status, lifetime_budget_micros, starts_at,
         created_at, updated_at)
       VALUES ($1, $2, 'Spring', 'reach', 'active', 1000000, $3, $3, $3)`,
      [toRowId(campaign), toRowId(account), new Date(world.now)],
    );
  });
  afterAll(() => ground.database.close());

  /** Somebody met an ad of the campaign so many days ago. */
  async function meet(person: number, kind: string, daysAgo: number, by = campaign): Promise<Id<'imp'>> {
    const impression = newId('imp', world.now, world.random);
    const when = new Date(world.now - daysAgo * dayMs);
    await world.database.read.query(
      `WITH fact AS (INSERT INTO delivery_fact (campaign_id, imp_id, kind, bucket, reason, billable, account_id, ad_set_id, ad_id,
           creative_id, placement, occurred_at, accepted_at) VALUES ($1, $2, $3, $4, 0, false, $5, $1, $1, $1, 'feed', $4, $4))
       INSERT INTO delivery_viewer (imp_id, viewer_key) SELECT $2, viewer_key FROM identity WHERE platform_id = $6`,
      [toRowId(by), toRowId(impression), kind, when, toRowId(account), `person-${person}`],
    );
    return impression;
  }

  async function act(person: number, kind: string, more: { impression?: Id<'imp'>; dwellMs?: number; durationMs?: number }): Promise<void> {
    const day = new Date(world.now).toISOString().slice(0, 10);
    await world.database.read.query('SELECT ensure_event_days($1)', [[day]]);
    await world.database.read.query(
      `INSERT INTO engagement_event (viewer_key, event_id, at, kind, impression_id, dwell_ms, duration_ms, source, batch_id, accepted_at)
       SELECT viewer_key, $2, $3, $4, $5, $6, $7, 'test', gen_random_uuid(), $3 FROM identity WHERE platform_id = $1`,
      [
        `person-${person}`,
        newId('evt', world.now, world.random),
        new Date(world.now),
        kind,
        more.impression ? toRowId(more.impression) : null,
        more.dwellMs ?? null,
        more.durationMs ?? null,
      ],
    );
  }

  const engagers = (definition: Partial<Extract<AudienceDefinition, { kind: 'engagers' }>>): AudienceDefinition =>
    engagersDefinition.parse({ kind: 'engagers', source: 'engaged', withinDays: 90, ...definition });

  it('of engagers holds who did something with the ads in time, and agreed', async () => {
    for (let person = 0; person < 120; person += 1) await meet(person, 'click', 5);
    await meet(990, 'click', 95);
    await meet(1001, 'click', 5);
    const liked = await meet(500, 'impression', 1);
    await act(500, 'like', { impression: liked });
    await act(501, 'like', {});
    const audience = await world.audience(account, engagers({}));
    await world.build();
    expect(await world.members(audience)).toBe(121);
    expect(await world.view(account, audience)).toMatchObject({ state: 'ready', kind: 'engagers', least: 100 });
    await world.people(0, 10, { purposes: [] });
    expect(await world.members(audience)).toBe(111);
    await world.people(0, 10);
  });

  it('of people who saw an ad goes back 30 days, of viewers of a video by how much they watched', async () => {
    for (let person = 200; person < 230; person += 1) await meet(person, 'viewable', person < 220 ? 29 : 31);
    const exposed = await world.audience(account, engagers({ source: 'exposed', withinDays: 30 }));
    const film = await meet(600, 'impression', 0);
    for (const [person, dwellMs] of [
      [600, 2000],
      [601, 3000],
      [602, 5000],
      [603, 9500],
    ] as const) {
      await act(person, 'view', { impression: film, dwellMs, durationMs: 10_000 });
    }
    await act(604, 'complete', { impression: film });
    const watched = await Promise.all(
      (['3s', '50%', '95%'] as const).map((each) => world.audience(account, engagers({ source: 'video', watched: each }))),
    );
    await world.build();
    // The 20 of the last 30 days, the person who liked an ad in the story before, and the one the film was shown to.
    expect(await world.members(exposed)).toBe(22);
    expect(await Promise.all(watched.map((each) => world.members(each)))).toEqual([3, 3, 2]);
  });

  it('like a seed holds a share of everyone, the most alike, without the seed', async () => {
    const likes = (from: number, to: number, node: string): Promise<unknown> =>
      world.database.read.query(
        `INSERT INTO affinity (viewer_key, node, short_value, mid_value, long_value, at)
         SELECT viewer_key, $3, 5, 5, 5, $4 FROM identity
          WHERE platform_id IN (SELECT 'person-' || n FROM generate_series($1::int, $2::int - 1) n)
         ON CONFLICT DO NOTHING`,
        [from, to, node, new Date(world.now)],
      );
    await likes(0, 160, 'tag:chess');
    await likes(100, 900, 'tag:news');
    const seed = await world.audience(account, { kind: 'upload' });
    await world.edit(account, seed, 'add', addresses(0, 110));
    const five = await world.audience(account, { kind: 'lookalike', seed, percent: 5, withSeed: false });
    await world.build();
    const view = await world.view(account, five);
    expect(await world.members(five)).toBe(50);
    expect(view.curve.map((each) => each.percent)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const falls = view.curve.map((each) => each.similarity);
    expect([...falls].sort((a, b) => b - a)).toEqual(falls);
    const { rows } = await world.database.read.query<{ n: number; seeded: number }>(
      `SELECT count(*)::int AS n, count(*) FILTER (WHERE s.viewer_key IS NOT NULL)::int AS seeded FROM audience_member m
         JOIN affinity a ON a.viewer_key = m.viewer_key AND a.node = 'tag:chess'
         LEFT JOIN audience_member s ON s.viewer_key = m.viewer_key AND s.audience_id = row_id($2)
        WHERE m.audience_id = row_id($1)`,
      [five, seed],
    );
    expect(rows[0]).toEqual({ n: 50, seeded: 0 });
  });

  it('from a seed that is too small holds nobody and says so', async () => {
    const seed = await world.audience(account, { kind: 'upload' });
    const lookalike = await world.audience(account, { kind: 'lookalike', seed, percent: 1, withSeed: false });
    await world.build();
    expect(await world.view(account, lookalike)).toMatchObject({ state: 'small', size: null });
    expect((await world.view(account, lookalike)).reason).toContain('seed');
  });
});
