import { isId } from '@flywheel/primitives';
import type { GroupingId } from '@flywheel/reporting';
import type { SqlParameters } from '../reports/sql-parameters.ts';

const objects: Partial<Record<GroupingId, { kind: 'acc' | 'cmp' | 'set' | 'ad' | 'crv' | 'cnt'; column: string }>> = {
  account: { kind: 'acc', column: 'account_id' },
  campaign: { kind: 'cmp', column: 'campaign_id' },
  ad_set: { kind: 'set', column: 'ad_set_id' },
  ad: { kind: 'ad', column: 'ad_id' },
  creative: { kind: 'crv', column: 'creative_id' },
  content: { kind: 'cnt', column: 'content_id' },
};
const words: Partial<Record<GroupingId, string>> = { placement: 'placement', country: 'country', device: 'device' };
const absent: Partial<Record<GroupingId, string>> = { content: '', country: 'unknown', device: 'unknown' };

/**
 * The SQL that keeps what belongs to one row of a report: the inverse of its key. `true` without a key and for rows of time, whose window
 * is narrowed instead; `false` for a key that no row has. `prefix` is the table's alias with its dot.
 */
export function rowCondition(row: { by: GroupingId; key: string | undefined }, parameters: SqlParameters, prefix = ''): string {
  const { by, key } = row;
  if (key === undefined) return 'true';
  const object = objects[by];
  const column = object?.column ?? words[by];
  if (column === undefined) return 'true';
  if (absent[by] === key) return `${prefix}${column} IS NULL`;
  if (!object) return `${prefix}${column} = ${parameters.add(key)}`;
  return isId(object.kind, key) ? `${prefix}${column} = ${parameters.id(key)}` : 'false';
}
