import { createHash } from 'node:crypto';
import { tripAdSet } from '@flywheel/database/campaigns';
import { canonicalJson, isId } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import { bookDraft, Desk } from './desk.ts';

describe('a campaign’s history', () => {
  const at = useTestDatabase();
  let desk: Desk;
  beforeAll(() => {
    desk = new Desk(at.url);
  });
  afterAll(() => desk.close());

  it('has a version for every save and every change of status, at every level, each hashed over what it says', async () => {
    const campaign = await desk.launch(await desk.account(60), bookDraft());
    const [set] = (await desk.show(campaign)).adSets;
    const ad = set?.ads[0]?.ad ?? expect.fail('no ad');
    const adSet = set?.adSet ?? expect.fail('no ad set');
    expect(await desk.set(campaign, 'paused', { ad })).toEqual({ outcome: 'changed', version: 3 });
    expect(await desk.set(campaign, 'paused', { ad })).toEqual({ outcome: 'unchanged', version: 3 });
    expect(await desk.set(campaign, 'paused', { adSet })).toEqual({ outcome: 'changed', version: 4 });
    await desk.set(campaign, 'paused');
    const { document } = await desk.show(campaign);
    await desk.update(campaign, { ...document, name: 'Winter books' });
    const versions = await desk.versions(campaign);
    expect(versions.map(({ version, cause, status }) => [version, cause, status])).toEqual([
      [6, 'save', 'paused'],
      [5, 'campaign.paused', 'paused'],
      [4, 'ad-set.paused', 'active'],
      [3, 'ad.paused', 'active'],
      [2, 'campaign.active', 'active'],
      [1, 'save', 'draft'],
    ]);
    for (const { document: saved, status, sha256 } of versions) {
      expect(
        createHash('sha256')
          .update(canonicalJson({ document: saved, status }))
          .digest('hex'),
      ).toBe(sha256);
    }
    expect(versions[0]?.document.adSets[0]).toMatchObject({ status: 'paused', ads: [{ status: 'paused' }, { status: 'active' }] });
    await expect(desk.database.read.query('SELECT 1 FROM campaign_version WHERE sha256 IS NULL')).resolves.toMatchObject({ rowCount: 0 });
  });

  it('is written on by one of two editors who began from the same version', async () => {
    const campaign = await desk.launch(await desk.account(60), bookDraft());
    const { document, version } = await desk.show(campaign);
    const outcomes = await Promise.all(['Hers', 'His'].map((name) => desk.update(campaign, { ...document, name }, version)));
    expect(outcomes.filter(({ outcome }) => outcome === 'saved')).toHaveLength(1);
    const refused = { outcome: 'refused', reason: 'outdated', madeFrom: version, version: version + 1 };
    expect(outcomes.filter(({ outcome }) => outcome === 'refused')).toEqual([refused]);
    expect((await desk.show(campaign)).version).toBe(version + 1);
  });

  it('keeps the choice of an ad set through a save, and starts it again alone', async () => {
    const campaign = await desk.launch(await desk.account(60), bookDraft());
    const [set] = (await desk.show(campaign)).adSets;
    await desk.set(campaign, 'paused', { adSet: set?.adSet ?? '' });
    expect((await desk.show(campaign)).effective).toMatchObject({
      status: 'paused',
      code: 521,
      reason: expect.stringMatching(/^Every ad set/),
    });
    await desk.update(campaign, (await desk.show(campaign)).document);
    expect((await desk.show(campaign)).adSets[0]?.configuredStatus).toBe('paused');
    await desk.set(campaign, 'active', { adSet: set?.adSet ?? '' });
    expect((await desk.show(campaign)).effective.status).toBe('active');
  });

  it('archives a part for good, but never the last one', async () => {
    const campaign = await desk.launch(await desk.account(60), bookDraft());
    const { adSets } = await desk.show(campaign);
    const [one, two] = adSets[0]?.ads ?? [];
    expect(await desk.set(campaign, 'archived', { ad: one?.ad ?? '' })).toMatchObject({ outcome: 'changed' });
    expect(await desk.set(campaign, 'active', { ad: one?.ad ?? '' })).toEqual({ outcome: 'refused', reason: 'unknown-part' });
    expect(await desk.set(campaign, 'archived', { ad: two?.ad ?? '' })).toEqual({ outcome: 'refused', reason: 'last-part' });
    expect(await desk.set(campaign, 'archived', { adSet: adSets[0]?.adSet ?? '' })).toEqual({ outcome: 'refused', reason: 'last-part' });
    expect((await desk.show(campaign)).adSets[0]?.ads.map((each) => each.name)).toEqual(['two']);
  });

  it('says why the breaker paused an ad set until a person starts it again', async () => {
    const campaign = await desk.launch(await desk.account(60), bookDraft());
    const adSet = (await desk.show(campaign)).adSets[0]?.adSet;
    if (!isId('set', adSet)) throw new Error('no ad set');
    const trip = { campaign, adSet, reason: 'It spent four times its plan within an hour.', now: desk.now };
    expect(await desk.database.inTransaction((tx) => tripAdSet(tx, trip))).toBe(true);
    expect(await desk.database.inTransaction((tx) => tripAdSet(tx, trip))).toBe(false);
    const tripped = await desk.show(campaign);
    expect(tripped.effective.reason).toContain('four times its plan');
    expect((await desk.versions(campaign))[0]).toMatchObject({ cause: 'breaker', document: { adSets: [{ status: 'paused' }] } });
    await desk.set(campaign, 'active', { adSet });
    expect((await desk.show(campaign)).effective).toMatchObject({ status: 'active', reason: 'It serves.' });
  });
});
