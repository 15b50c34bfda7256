import type { MetricColumn, ReportColumn, ReportResult, ReportValue } from '@flywheel/http/reports';
import { formatMicros, parseMicros } from '@flywheel/primitives';
import { csvLine } from '@flywheel/reporting/csv';

/**
 * One answer as CSV, line by line: the very values of the JSON. Header names are metric ids; money has `<id>` in units and
 * `<id>_micros`. The first column tells rows from the `under-k` row and the `total` row; the last two are the currency and the world, so
 * that a demo's file says what it is even without its name.
 */
export function* toCsv(result: ReportResult, marks: { currency: string; world: string }): Generator<string> {
  const [dimension, ...metrics] = [result.columns[0], ...result.columns.slice(1).filter(isMetric)];
  const labelled = dimension?.kind === 'dimension' && dimension.type !== 'time';
  const heads = metrics.flatMap((column) => (isMoney(column) ? [column.id, `${column.id}_micros`] : [column.id]));
  yield csvLine(['row', dimension?.id ?? '', ...(labelled ? [`${dimension.id}_label`] : []), ...heads, 'currency', 'world']);
  const line = (kind: string, key: string, label: string, values: Readonly<Record<string, ReportValue>>): string =>
    csvLine([
      kind,
      key,
      ...(labelled ? [label] : []),
      ...metrics.flatMap((column) => cellsOf(column, values[column.id] ?? null)),
      marks.currency,
      marks.world,
    ]);
  for (const row of result.rows) yield line(row.kind, row.key, row.label, row.values);
  yield line('total', '', '', result.totals.values);
}

function isMetric(column: ReportColumn): column is MetricColumn {
  return column.kind === 'metric';
}

function isMoney(column: MetricColumn): boolean {
  return column.unit === 'money' || column.unit === 'micro-price';
}

type CsvCell = Parameters<typeof csvLine>[0][number];

function cellsOf(column: MetricColumn, value: ReportValue): CsvCell[] {
  if (value === null) return isMoney(column) ? [null, null] : [null];
  if (!isMoney(column)) return [{ number: value }];
  const amount = parseMicros(String(value));
  return amount === undefined ? [null, null] : [{ number: formatMicros(amount) }, { number: amount }];
}
