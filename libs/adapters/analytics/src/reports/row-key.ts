import { assert } from '@flywheel/primitives';
import type { GroupingId } from '@flywheel/reporting';
import type { SourceQuestion } from './report-source.ts';
import type { SqlParameters } from './sql-parameters.ts';

const objects: Partial<Record<GroupingId, string>> = {
  account: `wire_id('acc', account_id)`,
  campaign: `wire_id('cmp', campaign_id)`,
  ad_set: `wire_id('set', ad_set_id)`,
  ad: `wire_id('ad', ad_id)`,
  creative: `wire_id('crv', creative_id)`,
  content: `coalesce(wire_id('cnt', content_id), '')`,
  placement: 'placement',
  country: `coalesce(country::text, 'unknown')`,
  device: `coalesce(device, 'unknown')`,
  source: 'source',
};

/**
 * The SQL of a row's key: a column as wire text, or for rows of time the index of the bucket that holds `moment`. Bucket starts come
 * from the domain, so the database and everyone else cut time at the same places.
 */
export function rowKey(question: SourceQuestion, moment: string, parameters: SqlParameters): string {
  if (question.bucketStarts.length > 0) {
    const starts = parameters.add(question.bucketStarts.map((start) => new Date(start).toISOString()));
    return `(width_bucket(${moment}, ${starts}::timestamptz[]) - 1)::text`;
  }
  const key = objects[question.by];
  assert(key, `report rows can be made by ${question.by}`);
  return key;
}

/** The SQL that keeps `moment` within the window. */
export function inWindow({ window }: SourceQuestion, moment: string, parameters: SqlParameters): string {
  return `${moment} >= ${parameters.at(window.from)} AND ${moment} < ${parameters.at(window.to)}`;
}

/** The SQL that keeps rows to the account and campaign of the scope; `true` where it names neither. */
export function inAdvertiserScope({ scope }: SourceQuestion, parameters: SqlParameters): string {
  const account = scope.account === undefined ? [] : [`account_id = ${parameters.id(scope.account)}`];
  const campaign = scope.campaign === undefined ? [] : [`campaign_id = ${parameters.id(scope.campaign)}`];
  return [...account, ...campaign].join(' AND ') || 'true';
}

/** Everything up to and with this bucket is in the ledger; later charges are estimates. */
export const lastSealed = `coalesce((SELECT max(bucket) FROM sealed_bucket), '-infinity'::timestamptz)`;
