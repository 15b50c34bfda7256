import { AppProblem } from '@flywheel/http/problems';
import { reportName, type PageQuery, type ReportName, type ReportParameters } from '@flywheel/http/reports';
import type { ReportOutcome } from '@flywheel/report';

/** The one-question page that GET /v1/reports/:name stands for. Refuses a name that is no report. */
export function pageOf(name: string, parameters: ReportParameters): PageQuery {
  const { from, to, tz, currency, compare, by, metrics, sort, limit, account, campaign, creator } = parameters;
  if (from >= to) throw new AppProblem('invalid', { field: 'to', detail: 'a range ends after the day it begins' });
  return {
    v: 1,
    scope: { ...(account && { account }), ...(campaign && { campaign }), ...(creator && { creator }) },
    range: { from, to },
    compare,
    tz,
    currency,
    queries: [
      {
        id: name,
        report: knownReport(name),
        ...(by && { by }),
        ...(metrics && { metrics: metrics.split(',') }),
        ...(sort && { sort }),
        ...(limit && { limit }),
      },
    ],
  };
}

/** The answer, or the problem that stands for why there is none. */
export function answered(result: ReportOutcome): Extract<ReportOutcome, { outcome: 'answered' }> {
  switch (result.outcome) {
    case 'answered':
      return result;
    case 'forbidden':
      throw new AppProblem('not-allowed');
    case 'hidden':
      throw new AppProblem('not-found');
    case 'refused':
      throw new AppProblem('invalid', { field: result.field, detail: result.detail });
  }
}

function knownReport(name: string): ReportName {
  const known = reportName.safeParse(name);
  if (!known.success) throw new AppProblem('not-found', { detail: `there is no report ${name}` });
  return known.data;
}
