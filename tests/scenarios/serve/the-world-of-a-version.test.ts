import { readChangedAds, readNamedAds } from '@flywheel/database/history';
import { readConfigVersion } from '@flywheel/database/serving';
import type { Id } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('the configuration of an earlier version', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  let account: Id<'acc'>;
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    account = await world.account(100);
    await world.launch(account, campaignDraft());
  });
  afterAll(() => world.close());

  it('stays readable after the rows were changed', async () => {
    const tx = world.database.read;
    const before = await readConfigVersion(tx);
    const { rows } = await tx.query<{ ad_no: number }>('SELECT ad_no FROM ad');
    const numbers = rows.map((row) => row.ad_no);
    await tx.query(`UPDATE ad_account SET name = 'Books, Pens & Co'`);
    await tx.query(`UPDATE ad SET name = 'two'`);
    const after = await readConfigVersion(tx);
    expect(after).toBe(before + 2n);
    expect(await readNamedAds(tx, before, numbers)).toMatchObject([{ name: 'one', advertiser: 'Books & Co' }]);
    expect(await readNamedAds(tx, before + 1n, numbers)).toMatchObject([{ name: 'one', advertiser: 'Books, Pens & Co' }]);
    expect(await readNamedAds(tx, after, numbers)).toMatchObject([{ name: 'two', advertiser: 'Books, Pens & Co' }]);
    expect(await readNamedAds(tx, 0n, numbers)).toEqual([]);
  });

  it('tells which ads a step concerns', async () => {
    const tx = world.database.read;
    const before = await readConfigVersion(tx);
    const { rows } = await tx.query<{ ad_no: number }>('SELECT ad_no FROM ad');
    await world.launch(
      account,
      campaignDraft((draft) => (draft.name = 'Another')),
    );
    const launched = await readConfigVersion(tx);
    const changed = await readChangedAds(tx, before, launched);
    expect(changed.ads).toHaveLength(1);
    expect(changed.ads).not.toContain(rows[0]?.ad_no);
    await tx.query(`UPDATE ad_account SET status = 'suspended'`);
    expect((await readChangedAds(tx, launched, launched + 1n)).ads).toHaveLength(2);
    expect((await readChangedAds(tx, launched + 1n, launched + 1n)).ads).toEqual([]);
  });
});
