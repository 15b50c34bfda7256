import type { PageAnswer, PageQueryInput } from '@flywheel/http/reports';
import type { Answer } from '#lib/api/answer.ts';
import type { RangeView } from '#lib/api/range.ts';
import type { Api } from './api.ts';

/** Asks all questions of a page in one call, so that every number on it comes from one snapshot. */
export function askPage(
  api: Api,
  range: RangeView,
  scope: NonNullable<PageQueryInput['scope']>,
  queries: PageQueryInput['queries'],
): Promise<Answer<PageAnswer>> {
  const body: PageQueryInput = {
    v: 1,
    scope,
    range: { from: range.from, to: range.until },
    compare: range.previous === null ? 'none' : { from: range.previous.from, to: range.previous.until },
    tz: range.zone,
    queries,
  };
  return api.send<PageAnswer>('POST', '/v1/query', body);
}
