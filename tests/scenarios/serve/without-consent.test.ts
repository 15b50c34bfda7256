import { readStoredDecision } from '@flywheel/database/decisions';
import type { Id } from '@flywheel/primitives';
import { ForgetHides } from '@flywheel/settle/retention';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('a viewer who did not agree to ads by interest', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    await world.segment('iab:42');
    await world.viewer('agreed', { segments: ['iab:42'] });
    await world.viewer('refused', { agreed: false, segments: ['iab:42'] });
    await world.post('post about trees', ['trees']);
    const byInterest = campaignDraft((draft, set) => {
      draft.name = 'by interest';
      set.bidMicros = '9000000';
      set.targeting = { attr: 'segment', op: 'in', values: ['iab:42'] };
    });
    await world.launch(await world.account(100, 'Interest'), byInterest);
    const byContext = campaignDraft((_, set) => (set.targeting = { attr: 'tag', op: 'in', values: ['trees'] }));
    await world.launch(await world.account(100, 'Context'), byContext);
    await world.refresh();
  });
  afterAll(() => world.close());

  it('gets contextual ads only, whatever would pay more', () => {
    const context = { content: 'post about trees' };
    expect(world.slot({ viewer: 'agreed', context })).toMatchObject({ advertiser: 'Interest' });
    expect(world.slot({ viewer: 'refused', context })).toMatchObject({ advertiser: 'Context' });
    expect(world.slot({ context })).toMatchObject({ advertiser: 'Context' });
    expect(world.slot({ viewer: 'refused' })).toMatchObject({ outcome: 'empty', reason: 505 });
  });

  it('sees no more what he hid, for as long as his visit is known; nobody is written down for it', async () => {
    const context = { content: 'post about trees' };
    const shown = world.slot({ viewer: 'hides', context });
    if (shown.outcome !== 'filled') throw new Error('the slot is free for it');
    expect(await world.beacon('impression', shown.token)).toMatchObject({ outcome: 'stored', reason: 0 });
    expect(await world.beacon('hide', shown.token)).toMatchObject({ outcome: 'stored', reason: 0 });
    await world.serving.followHidden.run();
    expect(world.slot({ viewer: 'hides', context })).toMatchObject({ outcome: 'empty', reason: 565 });
    expect(world.slot({ viewer: 'refused', context })).toMatchObject({ advertiser: 'Context' });
    const { rows } = await world.database.read.query<{ people: number; row: string }>(
      'SELECT (SELECT count(*)::int FROM hidden_ad) AS people, h::text AS row FROM hidden_impression h',
    );
    expect(rows).toEqual([{ people: 0, row: expect.stringMatching(/^\([0-9a-f-]{36},ad_[0-9a-f]{32},"[^"]*"\)$/) }]);
  });

  it('leaves not even that behind after a day', async () => {
    const forget = new ForgetHides(world.database);
    expect(await forget.run({ now: world.now + 86_400_000 })).toEqual({ forgotten: 0 });
    expect(await forget.run({ now: world.now + 86_400_001 })).toEqual({ forgotten: 1 });
  });

  it('leaves no trace of a person in the records', async () => {
    const { decision } = world.decide({ viewer: 'refused', context: { content: 'post about trees' } });
    await world.serving.recordDecisions.run();
    const { rows } = await world.database.read.query<{ row: string }>(
      'SELECT d::text AS row FROM decision d WHERE decision_id = row_id($1)',
      [decision],
    );
    const stored = await readStoredDecision(world.database.read, decision as Id<'dec'>);
    expect(stored?.viewerPart).toBeUndefined();
    expect(Buffer.from(stored?.record ?? []).toString('latin1')).not.toContain('refused');
    expect(rows[0]?.row).not.toContain('refused');
  });

  it('is believed as soon as the consent is withdrawn', async () => {
    world.clock.advance(1000);
    await world.viewer('agreed', { agreed: false });
    await world.refresh();
    expect(world.slot({ viewer: 'agreed' })).toMatchObject({ outcome: 'empty', reason: 505 });
  });
});
