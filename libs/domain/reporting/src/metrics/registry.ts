import { assert } from '@flywheel/primitives';
import { contentMetrics } from './content.ts';
import { deliveryMetrics } from './delivery.ts';
import { ingestMetrics } from './ingest.ts';
import type { Metric } from './metric.ts';
import { metricTexts, type MetricText } from './texts.ts';
import { moneyMetrics } from './money.ts';

/** Every metric there is. */
export const metrics: readonly Metric[] = [...deliveryMetrics, ...contentMetrics, ...moneyMetrics, ...ingestMetrics];

const byId: ReadonlyMap<string, Metric> = new Map(metrics.map((metric) => [metric.id, metric]));

/** The metric of an id that our own tables name; an unknown one is our mistake. */
export function metricOf(id: string): Metric {
  const metric = byId.get(id);
  assert(metric, `the metric registry knows ${id}`);
  return metric;
}

/** The English words of a metric. */
export function metricText(id: string): MetricText {
  const text = metricTexts[id];
  assert(text, `the metric ${id} has its words`);
  return text;
}
