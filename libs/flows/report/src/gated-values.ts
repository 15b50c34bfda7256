import type { ReportValue } from '@flywheel/http/reports';
import { assert } from '@flywheel/primitives';
import { valueOf, type Fields, type Metric } from '@flywheel/reporting';

/** The values of one row or total as they travel, and the metrics that k people would be needed for. */
export type GatedValues = { values: Record<string, ReportValue>; withheld?: string[] };

/** Computes every metric over the fields of a row; what fewer than k people (but someone) stand behind is null and named. */
export function gatedValues(metrics: readonly Metric[], fields: Fields, k: number): GatedValues {
  const people = fields['people'] ?? fields['reach'] ?? 0n;
  const tooFew = people > 0n && people < BigInt(k);
  const withheld = tooFew ? metrics.filter((metric) => metric.privacy === 'k-people').map((metric) => metric.id) : [];
  const values = Object.fromEntries(
    metrics.map((metric) => [metric.id, withheld.includes(metric.id) ? null : toWire(metric, valueOf(metric, fields))]),
  );
  return { values, ...(withheld.length > 0 && { withheld }) };
}

/** No value at all, as in a bucket that lies in the future. */
export function noValues(metrics: readonly Metric[]): GatedValues {
  return { values: Object.fromEntries(metrics.map((metric) => [metric.id, null])) };
}

function toWire(metric: Metric, value: ReturnType<typeof valueOf>): ReportValue {
  if (typeof value !== 'bigint') return value;
  if (metric.unit === 'money' || metric.unit === 'micro-price') return value.toString();
  const number = Number(value);
  assert(Number.isSafeInteger(number), `${metric.id} is small enough for a JSON number`);
  return number;
}
