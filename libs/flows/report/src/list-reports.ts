import type { MetricView } from '@flywheel/http/metrics';
import { reportName, type ReportList } from '@flywheel/http/reports';
import { metrics, reportDefinitions } from '@flywheel/reporting';
import { toMetricView } from './report-columns.ts';

/** What can be asked, by what, and whose numbers it is about. */
export function listReports(): ReportList {
  const reports = reportDefinitions.map(({ name, question, scope, groupings, metrics, k }) => ({
    name: reportName.parse(name),
    question,
    scope,
    groupings: groupings.map((each) => each.id),
    metrics: [...metrics],
    k: groupings.some((each) => each.people !== undefined) ? k : null,
  }));
  return { reports };
}

/** The registry as the wire shows it. */
export function listMetrics(): MetricView[] {
  return metrics.map(toMetricView);
}
