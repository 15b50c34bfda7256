import type { ReportRow, ReportSpan, ReportValue } from '@flywheel/http/reports';
import type { SourceAnswer, SourceRow } from '@flywheel/analytics';
import type { Instant } from '@flywheel/primitives';
import { foldUnderK, totalFields, type Fields, type Metric, type TimeBucket } from '@flywheel/reporting';
import type { AskedReport } from './asked-report.ts';
import { gatedValues, noValues } from './gated-values.ts';
import { wireBuckets } from './wire-buckets.ts';

export type SpanOptions = {
  readonly asked: AskedReport;
  readonly answer: SourceAnswer;
  readonly buckets: readonly TimeBucket[];
  /** Nothing is known from here on: buckets that begin later have no values. */
  readonly until: Instant;
};

export type MadeSpan = { readonly span: ReportSpan; readonly folded: number };

/** Makes rows, series and totals of what SQL delivered; the only place where the k gate is passed. Rows come uncut. */
export function makeSpan(options: SpanOptions): MadeSpan {
  const { asked, answer } = options;
  const known = answer.rows.map((row) => ({ ...row, fields: { ...zeros(asked.metrics), ...row.fields } }));
  const { rows, folded } = asked.grouping.type === 'time' ? timeRows(options, known) : objectRows(asked, known);
  const total = totalFields(
    asked.metrics,
    known.map((row) => row.fields),
    answer.requeried,
  );
  const span: ReportSpan = { rows, totals: gatedValues(asked.metrics, total, asked.report.k), rowCount: rows.length };
  if (asked.grouping.type !== 'time') return { span, folded };
  return { span: { ...span, buckets: wireBuckets(options.buckets, options.until), series: seriesOf(asked.metrics, rows) }, folded };
}

/** One row a bucket: nothing happened is zero, not yet is null. */
function timeRows({ asked, buckets, until }: SpanOptions, known: readonly SourceRow[]): { rows: ReportRow[]; folded: number } {
  const byIndex = new Map(known.map((row) => [row.key, row.fields]));
  const rows = buckets.map(({ key, from }, index): ReportRow => {
    const fields = byIndex.get(String(index)) ?? zeros(asked.metrics);
    const gated = from >= until ? noValues(asked.metrics) : gatedValues(asked.metrics, fields, asked.report.k);
    return { kind: 'row', key, label: key, ...gated };
  });
  return { rows, folded: 0 };
}

function objectRows(asked: AskedReport, known: readonly SourceRow[]): { rows: ReportRow[]; folded: number } {
  const { k } = asked.report;
  const counted = known.map((row) => ({ ...row, people: row.people ?? BigInt(k) }));
  const toRow = ({ key, label, fields }: SourceRow): ReportRow => ({ kind: 'row', key, label, ...gatedValues(asked.metrics, fields, k) });
  if (asked.grouping.people === undefined) return { rows: counted.map(toRow), folded: 0 };
  if (asked.grouping.people === 'overlapping') {
    const shown = counted.filter((row) => row.people >= BigInt(k));
    return { rows: shown.map(toRow), folded: counted.length - shown.length };
  }
  const { shown, underK, folded } = foldUnderK(counted, k);
  const rows = shown.map(toRow);
  return { rows: underK ? [...rows, underKRow(asked, underK)] : rows, folded };
}

function underKRow(asked: AskedReport, fields: Fields): ReportRow {
  return {
    kind: 'under-k',
    key: '',
    label: `Groups under ${asked.report.k} people`,
    ...gatedValues(asked.metrics, fields, asked.report.k),
  };
}

function seriesOf(metrics: readonly Metric[], rows: readonly ReportRow[]): Record<string, ReportValue[]> {
  return Object.fromEntries(metrics.map(({ id }) => [id, rows.map((row) => row.values[id] ?? null)]));
}

/** SQL is silent about what did not happen; every field of the asked metrics is zero then. */
function zeros(metrics: readonly Metric[]): Fields {
  const zero = totalFields(metrics, [], {});
  const distinct = metrics.flatMap((metric) => ('distinct' in metric.of ? [metric.id] : []));
  return { ...zero, ...Object.fromEntries(distinct.map((id) => [id, 0n])) };
}
