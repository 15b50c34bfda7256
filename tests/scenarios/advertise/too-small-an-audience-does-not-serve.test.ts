import { CreateCampaign, SetCampaignStatus, UpdateCampaign } from '@flywheel/advertise';
import { readAnswerPatterns } from '@flywheel/database/reach';
import type { CampaignDraft } from '@flywheel/http/campaigns';
import { measureReach, questionsOf } from '@flywheel/privacy';
import { newId, toRowId, type Id } from '@flywheel/primitives';
import { evaluate, parseTargeting, type Expression, type Facts } from '@flywheel/targeting';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addresses, AudienceWorld, openGround } from '../../fixtures/audience-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('an expression that reaches too few people', () => {
  const at = useTestDatabase();
  let ground: ReturnType<typeof openGround>;
  let world: AudienceWorld;
  let account: Id<'acc'>;
  let list: Id<'aud'>;
  let chess: Id<'seg'>;
  beforeAll(async () => {
    ground = openGround(at.url);
    world = new AudienceWorld(ground);
    account = await world.account();
    await world.leastSegment(200);
    await world.people(0, 300);
    await world.people(300, 400, { country: 'FR' });
    await world.people(400, 500, { purposes: ['analytics'] });
    list = await world.audience(account, { kind: 'upload' });
    await world.edit(account, list, 'add', addresses(0, 150));
    chess = await segmentOf('tag:chess', 0, 250);
    await segmentOf('tag:go', 240, 260);
  });
  afterAll(() => ground.database.close());

  async function segmentOf(node: string, from: number, to: number): Promise<Id<'seg'>> {
    const segment = newId('seg', world.now, world.random);
    await world.database.read.query(
      `WITH made AS (INSERT INTO segment (segment_id, node, kind, name, members, sellable, created_at)
         VALUES ($1, $2, 'inferred', $2, $5, true, $3) RETURNING segment_id)
       INSERT INTO membership (viewer_key, segment_id, entered_at, lift, model_version, explanation, updated_at)
       SELECT viewer_key, segment_id, $3, 2, 'test', '{}', $3 FROM identity, made WHERE platform_id = ANY ($4)`,
      [toRowId(segment), node, new Date(world.now), Array.from({ length: to - from }, (_, n) => `person-${from + n}`), to - from],
    );
    return segment;
  }

  const draft = (targeting: Expression): CampaignDraft => ({
    name: 'Autumn',
    objective: 'reach',
    budgets: { dailyMicros: null, lifetimeMicros: '50000000' },
    schedule: { startsAt: new Date(world.now).toISOString(), endsAt: null },
    adSets: [
      {
        name: 'readers',
        goal: 'reach',
        billingEvent: 'impression',
        bidMicros: '2000000',
        targeting,
        ads: [{ name: 'one', creative: { format: 'native_post', headline: 'Read', landingUrl: 'https://books.example/' } }],
      },
    ],
  });
  const leaf = (attr: 'segment' | 'audience' | 'country' | 'tag', ...values: string[]): Expression => ({ attr, op: 'in', values });
  const create = (targeting: Expression, by = account) =>
    new CreateCampaign(world.database, world.random).run({ account: by, document: draft(targeting), now: world.now, actor: 'system' });
  const start = (campaign: Id<'cmp'>) =>
    new SetCampaignStatus(world.database).run({ campaign, status: 'active', now: world.now, actor: 'system' });
  async function obstacle(campaign: Id<'cmp'>): Promise<number | undefined> {
    const { rows } = await world.database.read.query<{ code: number }>(
      'SELECT audience_obstacle AS code FROM ad_set WHERE campaign_id = $1',
      [toRowId(campaign)],
    );
    return rows[0]?.code;
  }
  async function saved(targeting: Expression): Promise<Id<'cmp'>> {
    const made = await create(targeting);
    if (made.outcome !== 'created') throw new Error(JSON.stringify(made));
    return made.campaign;
  }

  it('is kept as a draft with its obstacle, and not started: the refusal names the part that makes it so small', async () => {
    const campaign = await saved({ all: [leaf('segment', chess), leaf('country', 'FR')] });
    expect(await obstacle(campaign)).toBe(543);
    expect(await start(campaign)).toMatchObject({ outcome: 'refused', reason: 'targeting', field: 'adSets.0.targeting.all.1' });
    const wide = await saved(leaf('segment', chess));
    expect(await obstacle(wide)).toBe(0);
    expect(await start(wide)).toMatchObject({ outcome: 'changed' });
  });

  it('is refused to a campaign that runs, which goes on as it was', async () => {
    const campaign = await saved({ all: [leaf('audience', list), leaf('country', 'DE')] });
    expect(await start(campaign)).toMatchObject({ outcome: 'changed' });
    const narrow = draft({ all: [leaf('audience', list), leaf('segment', 'tag:go')] });
    const update = await new UpdateCampaign(world.database, world.random).run({
      campaign,
      document: narrow,
      now: world.now,
      actor: 'system',
    });
    expect(update).toMatchObject({ outcome: 'refused', field: 'adSets.0.targeting.all.1' });
    expect(await obstacle(campaign)).toBe(0);
  });

  it('does not hide a handful behind a question about the content, nor behind an exclusion', async () => {
    const hidden = await saved({ any: [leaf('segment', 'tag:go'), leaf('tag', 'never used')] });
    expect(await obstacle(hidden)).toBe(543);
    const rest = await saved({ all: [leaf('segment', chess), { not: leaf('audience', list), mode: 'weak' }] });
    expect(await obstacle(rest)).toBe(543);
  });

  it('stops serving within 15 minutes when people leave, and serves again when they come back', async () => {
    const campaign = await saved(leaf('audience', list));
    await start(campaign);
    await world.people(0, 60, { purposes: ['analytics', 'personalisation'] });
    ground.clock.advance(16 * 60_000);
    await world.measure();
    expect(await obstacle(campaign)).toBe(543);
    await world.people(0, 60);
    ground.clock.advance(16 * 60_000);
    await world.measure();
    expect(await obstacle(campaign)).toBe(0);
  });

  it('and somebody else’s audience, or a sensitive one, is refused even as a draft', async () => {
    const other = await world.account('Somebody else');
    expect(await create(leaf('audience', list), other)).toMatchObject({ outcome: 'refused', field: 'adSets.0.targeting' });
    const campaign = await saved(leaf('segment', chess));
    await start(campaign);
    await world.database.read.query(
      `INSERT INTO taxonomy_node (node, taxonomy, name, tier, sensitive) VALUES ('tag:chess', 'tag', 'chess', 1, true)
       ON CONFLICT (node) DO UPDATE SET sensitive = true`,
    );
    expect(await create(leaf('segment', chess))).toMatchObject({ outcome: 'refused' });
    ground.clock.advance(16 * 60_000);
    await world.measure();
    expect(await obstacle(campaign)).toBe(546);
    await world.database.read.query(`UPDATE taxonomy_node SET sensitive = false WHERE node = 'tag:chess'`);
  });

  it('has a size that is told in steps, the same for the same question, and only so often', async () => {
    const ask = (targeting: Expression) => world.sizes.run({ account, targeting, now: world.now });
    const wide = await ask(leaf('segment', chess));
    expect(wide).toMatchObject({ outcome: 'told', answer: { outcome: 'met', least: 200, limit: null } });
    if (wide.outcome === 'told') expect([200, 400]).toContain(wide.answer.size);
    const narrow = await ask({ all: [leaf('segment', chess), leaf('country', 'FR')] });
    expect(narrow).toMatchObject({ answer: { size: null, outcome: 'below', limit: { path: 'all.1' } } });
    await world.people(200, 250, { purposes: ['analytics', 'personalisation'] });
    expect(await ask(leaf('segment', chess))).toEqual(wide);
    await world.people(200, 250);
    let refused = 0;
    for (let turn = 0; turn < 130; turn += 1) {
      if ((await ask({ all: [leaf('segment', chess), leaf('country', 'DE', `X${turn}`)] })).outcome === 'refused') refused += 1;
    }
    expect(refused).toBe(12);
  });

  it('is counted in the database exactly as one by one', async () => {
    const people = await readPeople();
    const expression = fc.letrec<{ node: Expression }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constantFrom(
          leaf('segment', chess),
          leaf('segment', 'tag:go'),
          leaf('audience', list),
          leaf('country', 'DE'),
          leaf('country', 'FR'),
        ),
        fc.array(tie('node'), { maxLength: 3 }).map((all) => ({ all })),
        fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
        fc.record({ not: tie('node'), mode: fc.constantFrom('weak' as const, 'strong' as const) }),
      ),
    })).node;
    await fc.assert(
      fc.asyncProperty(expression, async (asked) => {
        const parsed = parseTargeting(asked);
        if (parsed.outcome !== 'parsed') return;
        const reach = measureReach(parsed.targeting, await readAnswerPatterns(world.database.read, parsed.targeting));
        expect(questionsOf(parsed.targeting).context).toEqual([]);
        const naive = people.filter((facts) => evaluate(parsed.targeting, facts) === 'true').length;
        expect(reach).toMatchObject({ people: naive });
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  async function readPeople(): Promise<Facts[]> {
    const { rows } = await world.database.read.query<{ country: string; segment: string[]; audience: string[] }>(
      `SELECT i.country, ARRAY(SELECT s.node FROM membership m JOIN segment s USING (segment_id) WHERE m.viewer_key = i.viewer_key
           UNION SELECT wire_id('seg', m.segment_id) FROM membership m WHERE m.viewer_key = i.viewer_key) AS segment,
         ARRAY(SELECT wire_id('aud', m.audience_id) FROM audience_member m
           WHERE m.viewer_key = i.viewer_key AND m.left_at IS NULL) AS audience
       FROM identity i WHERE i.purposes @> '{personalisation,ads}'`,
    );
    return rows.map((row) => ({ country: [row.country], segment: row.segment, audience: row.audience }));
  }
});
