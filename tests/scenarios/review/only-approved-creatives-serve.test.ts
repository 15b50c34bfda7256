import { GetCampaign, UpdateCampaign } from '@flywheel/advertise';
import { ReviewCreative, ReviewQueue } from '@flywheel/review';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('a creative', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  beforeAll(() => {
    world = new AdvertisedWorld(at.url);
  });
  afterAll(() => world.close());

  it('waits for review, serves once approved, and waits again after any change', async () => {
    const { campaign, creatives } = await world.draft(await world.account(100), campaignDraft());
    await world.setStatus(campaign, 'active');
    expect((await new ReviewQueue(world.database).run()).items).toMatchObject([{ headline: 'Read more', campaignName: 'Autumn books' }]);
    for (const creative of creatives) await world.approve(creative);
    await world.refresh();
    expect(world.slot()).toMatchObject({ outcome: 'filled' });
    const detail = await new GetCampaign(world.database).run({ campaign, now: world.now });
    const document = structuredClone(detail?.document);
    const creative = document?.adSets[0]?.ads[0]?.creative;
    if (creative) creative.headline = 'Win a prize';
    await new UpdateCampaign(world.database, world.random).run({ campaign, document, now: world.now, actor: 'system' });
    await world.refresh();
    expect(world.slot()).toMatchObject({ outcome: 'empty', reason: 201 });
    const [waiting] = (await new ReviewQueue(world.database).run()).items;
    expect(waiting).toMatchObject({ headline: 'Win a prize' });
    const review = new ReviewCreative(world.database);
    const word = { creative: waiting?.creative as `crv_${string}`, now: world.now, actor: 'system' };
    expect(await review.run({ ...word, decision: 'reject' })).toEqual({ outcome: 'refused', reason: 'reason-needed' });
    expect(await review.run({ ...word, decision: 'reject', reason: 'no prizes here' })).toEqual({ outcome: 'rejected' });
    await world.refresh();
    expect(world.slot()).toMatchObject({ outcome: 'empty', reason: 202 });
    expect(await new GetCampaign(world.database).run({ campaign, now: world.now })).toMatchObject({
      effective: { status: 'rejected' },
      reviews: [{ state: 'rejected', reason: 'no prizes here' }],
    });
  });
});
