import { readServingAdsOf, readServingLines, ServingAdLine, type ServingAdRow } from '@flywheel/database/serving';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdTable } from '../../../libs/flows/serve/src/ads/ad-table.ts';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('the lines that a snapshot is read in', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    const account = await world.account(100);
    for (const name of ['One', 'Två'])
      await world.launch(
        account,
        campaignDraft((draft) => (draft.name = name)),
      );
    const tx = world.database.read;
    const caps = `[{"limit": 3, "windowSeconds": 86400}]`;
    await tx.query(`UPDATE ad SET frequency_caps = $1, min_gap_seconds = 60 WHERE ad_no % 2 = 0`, [caps]);
    await tx.query(`UPDATE ad_set SET placements = '{feed,story}', dayparts = '[{"days": [1], "fromHour": 2, "toHour": 5}]'`);
    await tx.query(`UPDATE ad_account SET competitors = '{a.example,"b, \\"c\\".example"}', blocked_nodes = '{node}',
      blocked_creators = ARRAY[gen_random_uuid()], name = 'Bøker'`);
    await tx.query(`UPDATE creative SET image_url = 'https://i.example/x.png'`);
  });
  afterAll(() => world.close());

  it('say field by field what rows say, and make the same table', async () => {
    const [rows, lines] = await world.database.inSnapshot(async (tx, copy) => {
      const read: ServingAdLine[] = [];
      await readServingLines(tx, copy, (line) => read.push(new ServingAdLine().open(Buffer.from(line.bytes))));
      const numbers = read.map(({ adNo }) => adNo);
      return [await readServingAdsOf(tx, numbers), read];
    });
    expect(rows.length).toBe(2);
    const [ofRows, ofLines] = [new AdTable(), new AdTable()];
    for (const row of rows) {
      const line = lines.find(({ adNo }) => adNo === row.adNo);
      if (!line) throw new Error('every row has its line');
      for (const name of Object.keys(row) as Array<keyof ServingAdRow>) expect([name, line[name]]).toEqual([name, row[name]]);
      ofRows.put(row);
      ofLines.put(line);
      expect(ofLines.card(row.adNo)).toEqual(ofRows.card(row.adNo));
    }
    const { cardAt: _at, cardBytes: _bytes, ...expected } = ofRows.columns;
    expect(ofLines.columns).toMatchObject(expected);
  });
});
