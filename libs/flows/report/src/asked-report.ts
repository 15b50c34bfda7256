import type { ReportQuery } from '@flywheel/http/reports';
import { findReport, metricOf, type Metric, type ReportDefinition, type ReportGrouping } from '@flywheel/reporting';

/** A question whose words are all known. */
export type AskedReport = {
  readonly query: ReportQuery;
  readonly report: ReportDefinition;
  readonly grouping: ReportGrouping;
  readonly metrics: readonly Metric[];
  readonly sort: { readonly metric: Metric; readonly descending: boolean } | undefined;
};

/** A word that this report does not know, and where it stands. */
export type UnknownWord = { readonly field: 'by' | 'metrics' | 'sort' | 'report'; readonly detail: string };

/** Reads one question of a page: the report, by what, which metrics, in which order. */
export function readQuestion(query: ReportQuery): AskedReport | UnknownWord {
  const report = findReport(query.report);
  if (!report) return { field: 'report', detail: `there is no report ${query.report}` };
  const grouping = query.by === undefined ? report.groupings[0] : report.groupings.find((each) => each.id === query.by);
  if (!grouping) return { field: 'by', detail: `${report.name} can be split by ${report.groupings.map((each) => each.id).join(', ')}` };
  const offered = report.metrics.filter((id) => !grouping.without?.includes(id));
  const unknown = query.metrics?.find((id) => !offered.includes(id));
  if (unknown !== undefined) return { field: 'metrics', detail: `${report.name} by ${grouping.id} has no ${unknown}` };
  const sort = query.sort === undefined ? undefined : readSort(query.sort);
  if (sort && !offered.includes(sort.id)) return { field: 'sort', detail: `${report.name} by ${grouping.id} has no ${sort.id}` };
  const metrics = (query.metrics ?? offered).map(metricOf);
  const sortMetric = sort && metricOf(sort.id);
  return { query, report, grouping, metrics, sort: sortMetric && { metric: sortMetric, descending: sort.descending } };
}

function readSort(text: string): { id: string; descending: boolean } {
  return text.startsWith('-') ? { id: text.slice(1), descending: true } : { id: text, descending: false };
}
