import { assert } from '@flywheel/primitives';
import type { Metric } from './metrics/metric.ts';
import { metricOf } from './metrics/registry.ts';

/** Whole numbers by field; a field that is not there is unknown, which is not zero. */
export type Fields = Readonly<Record<string, bigint>>;

/** Money and counts are exact; rates and indexes are rounded to nine decimals; null: there is no number. */
export type MetricValue = bigint | number | null;

const ppb = 1_000_000_000n;

/** The value of a metric over one row's fields. A ratio over zero or over something unknown is null. */
export function valueOf(metric: Metric, fields: Fields): MetricValue {
  if ('sum' in metric.of) return fields[metric.of.sum] ?? null;
  if ('distinct' in metric.of) return fields[metric.id] ?? null;
  const [over, under] = metric.of.ratio.map((id) => wholeOf(metricOf(id), fields));
  if (over === undefined || under === undefined || under === 0n) return null;
  if (metric.unit === 'micro-price') return divideHalfUp(over * BigInt(metric.of.per ?? 1), under);
  return Number(divideHalfUp(over * ppb, under)) / Number(ppb);
}

/**
 * The fields of a total: summed over rows, except those that must be asked of the store at the exact range (`requeried`).
 * Ratios need nothing of their own: they are computed from the totals of their parts.
 */
export function totalFields(metrics: readonly Metric[], rows: readonly Fields[], requeried: Fields): Fields {
  const total: Record<string, bigint> = {};
  for (const metric of metrics.flatMap(withParts)) {
    if ('ratio' in metric.of) continue;
    const field = 'sum' in metric.of ? metric.of.sum : metric.id;
    const value = metric.total === 'requery' ? requeried[field] : sumOf(rows, field);
    if (value !== undefined) total[field] = value;
  }
  return total;
}

/** The metric itself, and what it is a ratio of. */
export function withParts(metric: Metric): readonly Metric[] {
  return 'ratio' in metric.of ? [metric, ...metric.of.ratio.map(metricOf)] : [metric];
}

/** A quotient rounded to the nearest whole number, halves away from zero. */
export function divideHalfUp(over: bigint, under: bigint): bigint {
  const sign = over < 0n === under < 0n ? 1n : -1n;
  const [a, b] = [over < 0n ? -over : over, under < 0n ? -under : under];
  return sign * ((2n * a + b) / (2n * b));
}

function wholeOf(metric: Metric, fields: Fields): bigint | undefined {
  const value = valueOf(metric, fields);
  assert(typeof value !== 'number', 'a ratio is taken of whole numbers, not of another ratio');
  return value ?? undefined;
}

function sumOf(rows: readonly Fields[], field: string): bigint | undefined {
  const known = rows.flatMap((row) => row[field] ?? []);
  return rows.length > 0 && known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0n);
}
