import type { MetricColumn, ReportResult } from '@flywheel/http/reports';
import { formatDayShort } from '#lib/format/dates.ts';
import { axisValue, columnOf, deltaOf, formatValue, headerOf } from '#lib/reports/values.ts';
import type { ChartSeries, TimeChartView } from './chart-view.ts';
import { describeSeries } from './describe.ts';

/** How a result becomes a chart: which metrics, in the order of their colours, and what they are called together. */
type TimeChartChoice = {
  readonly title: string;
  readonly metrics: readonly string[];
  readonly kind?: 'line' | 'bar';
  readonly stacked?: boolean;
};

/** A result over time as a chart; metrics must share a unit. Undefined when the result has no buckets or none of the metrics. */
export function timeChart(result: ReportResult, choice: TimeChartChoice): TimeChartView | undefined {
  const columns = choice.metrics.flatMap((id) => columnOf(result, id) ?? []);
  const [main] = columns;
  if (main === undefined || result.buckets === undefined) return undefined;
  const buckets = result.buckets.map((each) => bucketLabel(each.label));
  const series = columns.map((column, at) => seriesOf(column, result, 'main', at + 1));
  const previous = result.previous?.series && columns.length === 1 ? [comparison(main, result, buckets.length)] : [];
  const all = [...series, ...previous];
  const incomplete = result.buckets.findIndex((each) => each.incomplete);
  const [first] = series;
  const delta = deltaOf(main, result.totals.values[main.id], result.previous?.totals.values[main.id]);
  return {
    kind: choice.kind ?? 'line',
    title: choice.title,
    summary: first
      ? describeSeries({ ...first, buckets }, formatValue(main, result.totals.values[main.id]), delta?.words ?? null)
      : choice.title,
    points: buckets.map(
      (bucket, at) => `${bucket}: ${all.map((each) => `${all.length > 1 ? `${each.label} ` : ''}${each.texts[at] ?? '–'}`).join(', ')}`,
    ),
    table: {
      caption: choice.title,
      columns: [{ id: 'bucket', label: 'Date', numeric: false }, ...all.map((each) => ({ id: each.id, label: each.label, numeric: true }))],
      rows: buckets.map((bucket, at) => ({
        key: result.buckets?.[at]?.key ?? bucket,
        label: bucket,
        cells: all.map((each) => each.texts[at] ?? '–'),
      })),
    },
    buckets,
    series: all,
    stacked: choice.stacked ?? false,
    incompleteFrom: incomplete < 0 ? null : incomplete,
    axis: { unit: main.unit, currency: main.currency },
  };
}

function seriesOf(column: MetricColumn, result: Pick<ReportResult, 'series'>, role: ChartSeries['role'], colour: number): ChartSeries {
  const values = result.series?.[column.id] ?? [];
  return {
    id: column.id,
    label: role === 'comparison' ? 'Compared range' : headerOf(column),
    role,
    colour,
    values: values.map((each) => axisValue(column, each)),
    texts: values.map((each) => formatValue(column, each)),
  };
}

function comparison(column: MetricColumn, result: ReportResult, length: number): ChartSeries {
  const whole = seriesOf(column, { series: result.previous?.series }, 'comparison', 0);
  return { ...whole, id: `${column.id}-compared`, values: whole.values.slice(0, length), texts: whole.texts.slice(0, length) };
}

function bucketLabel(label: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(label) ? formatDayShort(label) : label;
}
