/**
 * The tables that a decision reads by configuration, as common table expressions that shadow them: a statement that follows reads the
 * rows of the version in parameter `$at`, with not a word changed. What was gone by then is not there.
 */
export function historyCtes(tables: readonly FollowedTable[], at: number): string {
  return `WITH ${tables.map((table) => cteOf(table, at)).join(',\n')}`;
}

/** Tables with a history, see migration 0010 and those that join later. Area and table have one name. */
export type FollowedTable = 'ad' | 'ad_set' | 'campaign' | 'ad_account' | 'creative' | 'placement' | 'segment' | 'budget';

/** What a serving ad is made of. */
export const adTables: readonly FollowedTable[] = ['ad', 'ad_set', 'campaign', 'ad_account', 'creative', 'budget'];

function cteOf(table: FollowedTable, at: number): string {
  return `${table} AS MATERIALIZED (
  SELECT r.* FROM (
    SELECT DISTINCT ON (key) row FROM config_history WHERE area = '${table}' AND version <= $${at} ORDER BY key, version DESC
  ) kept, jsonb_populate_record(NULL::${table}, kept.row) r WHERE kept.row IS NOT NULL)`;
}
