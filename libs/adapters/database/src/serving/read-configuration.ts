import type { Tx } from '@flywheel/runtime';

/** What moved between two versions: the ads concerned by number, which of the rules moved, or that too much moved to follow. */
export type MovedConfiguration = { adNos: number[]; placements: boolean; segments: boolean; tooMuch: boolean };

const mostKeys = 5000;
// A decision waits while so many are put into the table: a few tens of milliseconds. More are read beside it.
const mostAds = 2000;

/** Everything that changed after `after`, up to `to`, as ads that are to be read again. Ads that left are among them. */
export async function readMovedConfiguration(tx: Tx, after: bigint, to: bigint): Promise<MovedConfiguration> {
  const { rows } = await tx.query<{ area: string; key: string }>(
    'SELECT DISTINCT area, key FROM config_history WHERE version > $1 AND version <= $2 LIMIT $3',
    [after, to, mostKeys + 1],
  );
  const keys = (...areas: string[]): string[] => rows.filter((row) => areas.includes(row.area)).map((row) => row.key.split('/')[0] ?? '');
  const segments = keys('segment', 'taxonomy_node');
  const moved = { placements: keys('placement').length > 0, segments: segments.length > 0, tooMuch: rows.length > mostKeys };
  if (moved.tooMuch) return { ...moved, adNos: [] };
  const found = await tx.query<{ ad_no: number }>(concerned, [
    keys('ad'),
    keys('ad_set'),
    keys('campaign', 'budget'),
    keys('ad_account'),
    keys('creative'),
  ]);
  const asking = segments.length === 0 ? [] : (await tx.query<{ ad_no: number }>(askingForSegments)).rows;
  const adNos = [...new Set([...found.rows, ...asking].map((row) => row.ad_no))];
  return adNos.length > mostAds ? { ...moved, tooMuch: true, adNos: [] } : { ...moved, adNos };
}

const concerned = `
SELECT ad_no FROM ad WHERE ad_id = ANY ($1::uuid[])
UNION SELECT ad_no FROM ad WHERE ad_set_id = ANY ($2::uuid[])
UNION SELECT ad_no FROM ad JOIN ad_set USING (ad_set_id) WHERE campaign_id = ANY ($3::uuid[])
UNION SELECT ad_no FROM ad JOIN ad_set USING (ad_set_id) JOIN campaign USING (campaign_id) WHERE account_id = ANY ($4::uuid[])
UNION SELECT ad_no FROM ad WHERE creative_id = ANY ($5::uuid[])
LIMIT ${mostAds + 1}`;

// Segments become sellable now and then; which ads name one is told by the text of their targeting.
const askingForSegments = `
SELECT ad_no FROM ad JOIN ad_set s USING (ad_set_id) WHERE s.targeting::text LIKE '%"segment"%' LIMIT ${mostAds + 1}`;

/** Whether there are more ads than that, active or not. */
export async function servesMoreThan(tx: Tx, count: number): Promise<boolean> {
  const { rows } = await tx.query<{ n: bigint }>('SELECT count(*) AS n FROM (SELECT 1 FROM ad LIMIT $1) AS found', [count + 1]);
  return Number(rows[0]?.n ?? 0n) > count;
}
