import type { MetricColumn, ReportResult, ReportValue } from '@flywheel/http/reports';
import { formatCompact, formatCount } from '#lib/format/count.ts';
import { countDelta, rateDelta, type Delta } from '#lib/format/delta.ts';
import { formatDuration } from '#lib/format/duration.ts';
import { axisAmount, formatMoney } from '#lib/format/money.ts';
import { formatRate } from '#lib/format/rate.ts';

/** What stands where there is no value: a gap, never a zero. */
export const noValue = '–';

/** How a value is written: `full` with its unit, `compact` for tiles and axes, `cell` where the header names the unit. */
export type ValueForm = 'full' | 'compact' | 'cell';

/** The metric columns of a result, or one of them. */
export function metricColumns(result: Pick<ReportResult, 'columns'>): readonly MetricColumn[] {
  return result.columns.filter((each): each is MetricColumn => each.kind === 'metric');
}

export function columnOf(result: Pick<ReportResult, 'columns'>, metric: string): MetricColumn | undefined {
  return metricColumns(result).find((each) => each.id === metric);
}

/** A value in words, by its column's unit. Null is a dash. */
export function formatValue(column: MetricColumn, value: ReportValue | undefined, form: ValueForm = 'full'): string {
  if (value === null || value === undefined) return noValue;
  const currency = column.currency ?? 'USD';
  switch (column.unit) {
    case 'money':
      return formatMoney(String(value), currency, form === 'cell' ? 'plain' : form);
    case 'micro-price':
      return formatMoney(String(value), currency, form === 'cell' ? 'plain-price' : form === 'compact' ? 'short-price' : 'price');
    case 'rate':
      return formatRate(Number(value));
    case 'duration':
      return formatDuration(Number(value));
    case 'count':
    case 'index':
      return form === 'compact' ? formatCompact(Number(value)) : formatCount(Number(value));
  }
}

/** Where a value stands on an axis; null is a gap. For pixels only. */
export function axisValue(column: MetricColumn, value: ReportValue | undefined): number | null {
  if (value === null || value === undefined) return null;
  return column.unit === 'money' || column.unit === 'micro-price' ? axisAmount(String(value)) : Number(value);
}

/** The text of a tick that stands at `at`. */
export function axisText(column: Pick<MetricColumn, 'unit' | 'currency'>, at: number): string {
  switch (column.unit) {
    case 'money':
      return formatMoney(BigInt(Math.round(at * 1_000_000)), column.currency ?? 'USD', Math.abs(at) < 100 && at !== 0 ? 'full' : 'compact');
    case 'micro-price':
      return formatMoney(BigInt(Math.round(at * 1_000_000)), column.currency ?? 'USD', 'price');
    case 'rate':
      return formatRate(at);
    case 'duration':
      return formatDuration(Math.max(0, at));
    case 'count':
    case 'index':
      return formatCompact(at);
  }
}

/** The change between two values of a column, or null when either is missing. */
export function deltaOf(column: MetricColumn, current: ReportValue | undefined, previous: ReportValue | undefined): Delta | null {
  const now = axisValue(column, current);
  const before = axisValue(column, previous);
  if (now === null || before === null) return null;
  if (column.unit === 'rate') return rateDelta(now, before, column.better);
  return countDelta(now, before, column.better, column.unit === 'count' ? 'count' : 'amount');
}

/** A column's header: the label, and the currency where cells leave it out. */
export function headerOf(column: MetricColumn): string {
  return column.currency !== undefined && (column.unit === 'money' || column.unit === 'micro-price')
    ? `${column.label} (${column.currency})`
    : column.label;
}
