import type { MetricView } from '@flywheel/http/metrics';
import type { ReportColumn } from '@flywheel/http/reports';
import { metricText, type Metric } from '@flywheel/reporting';
import type { AskedReport } from './asked-report.ts';

/** A metric as the wire shows it. */
export function toMetricView(metric: Metric): MetricView {
  const { id, unit, additive, total, better, basis, privacy, roles, denominator } = metric;
  return { id, unit, ...metricText(id), additive, total, better, basis, privacy, roles: [...roles], denominator: denominator ?? null };
}

/** The columns of an answer: what rows are made by, then the metrics in order; `currency` with money only. */
export function columnsOf({ grouping, metrics }: AskedReport, currency: string): ReportColumn[] {
  const dimension = { kind: 'dimension', id: grouping.id, label: grouping.label, type: grouping.type } as const;
  return [dimension, ...metrics.map((metric) => metricColumn(metric, currency))];
}

function metricColumn(metric: Metric, currency: string): ReportColumn {
  const { roles: _, ...view } = toMetricView(metric);
  const money = metric.unit === 'money' || metric.unit === 'micro-price';
  return { kind: 'metric', ...view, ...(money && { currency }) };
}
