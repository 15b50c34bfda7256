import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import { bookDraft, Desk } from './desk.ts';

describe('a copied campaign', () => {
  const at = useTestDatabase();
  let desk: Desk;
  beforeAll(() => {
    desk = new Desk(at.url);
  });
  afterAll(() => desk.close());

  it('is a draft with new ids whose approved creatives stay approved', async () => {
    const account = await desk.account(200);
    const campaign = await desk.launch(account, bookDraft());
    const copied = await desk.copy(campaign);
    if (copied.outcome !== 'created') throw new Error(JSON.stringify(copied));
    const [original, copy] = [await desk.show(campaign), await desk.show(copied.campaign)];
    expect(copy).toMatchObject({ name: 'Copy of Autumn books', configuredStatus: 'draft', version: 1, fundedMicros: '0' });
    expect(copy.adSets[0]?.adSet).not.toBe(original.adSets[0]?.adSet);
    expect(copy.adSets[0]?.ads.map((each) => each.ad)).not.toEqual(original.adSets[0]?.ads.map((each) => each.ad));
    expect(copy.reviews.map((each) => each.state)).toEqual(['approved', 'approved']);
    await desk.set(copied.campaign, 'active');
    expect((await desk.show(copied.campaign)).effective.status).toBe('active');
    expect((await desk.show(campaign)).effective.status).toBe('active');
    expect(await desk.money(account)).toEqual(['100000000', '100000000']);
  });

  it('begins today where the original began earlier, and is as long', async () => {
    const draft = bookDraft((each) => (each.schedule = { startsAt: '2026-03-01T00:00:00.000Z', endsAt: '2026-03-11T00:00:00.000Z' }));
    const { campaign } = await desk.create(await desk.account(0), draft);
    const copied = await desk.copy(campaign, 'Spring again');
    if (copied.outcome !== 'created') throw new Error(JSON.stringify(copied));
    expect((await desk.show(copied.campaign)).document).toMatchObject({
      name: 'Spring again',
      schedule: { startsAt: '2026-05-04T00:00:00.000Z', endsAt: '2026-05-14T00:00:00.000Z' },
    });
  });

  it('is edited without touching the original', async () => {
    const campaign = await desk.launch(await desk.account(60), bookDraft());
    const copied = await desk.copy(campaign);
    if (copied.outcome !== 'created') throw new Error(JSON.stringify(copied));
    const before = await desk.show(campaign);
    const { document } = await desk.show(copied.campaign);
    const [set] = document.adSets;
    const ads = (set?.ads ?? []).map((ad) => ({ ...ad, creative: { ...ad.creative, headline: 'Other' } }));
    await desk.update(copied.campaign, { ...document, adSets: set ? [{ ...set, ads }] : [] });
    expect(await desk.show(campaign)).toEqual(before);
    expect((await desk.show(copied.campaign)).reviews.map((each) => each.state)).toEqual(['pending', 'pending']);
  });
});
