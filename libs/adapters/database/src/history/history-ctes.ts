/** Tables with a history whose area has their name, see migration 0010 and those that join later. */
export type FollowedTable = 'ad' | 'ad_set' | 'campaign' | 'ad_account' | 'creative' | 'placement' | 'segment' | 'budget';

/**
 * The tables that a decision reads by configuration, as common table expressions that shadow them: a statement that follows reads the
 * rows of the version in parameter 1, with not a word changed. What was gone by then is not there. Reads all of each table: run it where
 * hash joins are asked for (`inHistory`), for nobody knows how many rows a version has.
 */
export function wholeTables(tables: readonly FollowedTable[]): string {
  return `WITH ${tables.map((table) => `${table} AS MATERIALIZED (${rowsOf(table, everyKey(table))})`).join(',\n')}`;
}

/** The same for the ads whose numbers are in parameter 2 and all that stands above them: a few look-ups an ad. */
export const tablesOfAds = `WITH ${[
  keyed('ad', 'SELECT ad_id::text AS key FROM ad WHERE ad_no = ANY ($2::integer[])'),
  keyed('ad_set', 'SELECT DISTINCT ad_set_id::text AS key FROM ad'),
  keyed('campaign', 'SELECT DISTINCT campaign_id::text AS key FROM ad_set'),
  keyed('ad_account', 'SELECT DISTINCT account_id::text AS key FROM campaign'),
  keyed('creative', 'SELECT DISTINCT creative_id::text AS key FROM ad'),
  keyed('budget', budgetKeys()),
].join(',\n')}`;

/** What a serving ad is made of. */
export const adTables: readonly FollowedTable[] = ['ad', 'ad_set', 'campaign', 'ad_account', 'creative', 'budget'];

function rowsOf(table: FollowedTable, kept: string): string {
  return `SELECT r.* FROM (${kept}) kept, jsonb_populate_record(NULL::${table}, kept.row) r WHERE kept.row IS NOT NULL`;
}

function everyKey(table: FollowedTable): string {
  return `SELECT DISTINCT ON (key) row FROM config_history WHERE area = '${table}' AND version <= $1 ORDER BY key, version DESC`;
}

function keyed(table: FollowedTable, keys: string): string {
  return `${table} AS MATERIALIZED (${rowsOf(table, asOf(table, keys))})`;
}

function asOf(table: FollowedTable, keys: string): string {
  return `SELECT last.row FROM (${keys}) asked, LATERAL (
    SELECT h.row FROM config_history h
    WHERE h.area = '${table}' AND h.key = asked.key AND h.version <= $1 ORDER BY h.version DESC LIMIT 1) last`;
}

/** The windows of a whole life: the campaign's and its ad sets' own. */
function budgetKeys(): string {
  return `SELECT campaign_id::text || '/life' AS key FROM campaign
    UNION SELECT campaign_id::text || '/set:' || replace(ad_set_id::text, '-', '') || ':life' FROM ad_set`;
}
