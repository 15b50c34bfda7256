import { readStoredDecision } from '@flywheel/database/decisions';
import type { Id } from '@flywheel/primitives';
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
