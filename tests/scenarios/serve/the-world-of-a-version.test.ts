import { inHistory, readNamedAds, readServingAdsAt, readServingAdsOfAt } from '@flywheel/database/history';
import { readConfigVersion, readServingAdsOf, type ServingAdRow } from '@flywheel/database/serving';
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

  it('reads the same ads as the live tables, whole or by number, and those of before as they were', async () => {
    const tx = world.database.read;
    const live = async () =>
      readServingAdsOf(
        tx,
        (await tx.query<{ ad_no: number }>('SELECT ad_no FROM ad')).rows.map((row) => row.ad_no),
      );
    const before = await readConfigVersion(tx);
    const then = await live();
    await world.launch(
      account,
      campaignDraft((draft) => (draft.name = 'Another')),
    );
    const now = await live();
    const version = await readConfigVersion(tx);
    const numbers = now.map((row) => row.adNo);
    expect(now).toHaveLength(then.length + 1);
    expect(inOrder(await inHistory(world.database, (past) => readServingAdsAt(past, version)))).toEqual(now);
    expect(inOrder(await inHistory(world.database, (past) => readServingAdsAt(past, before)))).toEqual(then);
    expect(inOrder(await readServingAdsOfAt(tx, version, numbers))).toEqual(now);
    expect(inOrder(await readServingAdsOfAt(tx, before, numbers))).toEqual(then);
  });
});

function inOrder(rows: ServingAdRow[]): ServingAdRow[] {
  return rows.sort((a, b) => a.adNo - b.adNo);
}
