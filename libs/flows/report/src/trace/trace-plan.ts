import type { TracedCell } from '@flywheel/analytics/traces';
import type { ReportDefinition, ReportGrouping } from '@flywheel/reporting';

/** What a batch brings to a metric, from what was charged (or debited) and what is shared of it (or credited). */
export type TracedMetric = {
  readonly id: string;
  /** Money of minutes that are not sealed yet. */
  readonly estimated: boolean;
  readonly of: (charged: bigint, shared: bigint) => bigint;
};

/** Where the batches behind a cell are found, and the metrics that they add up to. */
export type TracePlan = { readonly source: TracedCell['source']; readonly metrics: readonly TracedMetric[] };

const charged = (id: string, estimated = false): TracedMetric => ({ id, estimated, of: (all) => all });
const shared = (id: string, estimated = false): TracedMetric => ({ id, estimated, of: (_, part) => part });
const kept = (id: string): TracedMetric => ({ id, estimated: false, of: (all, part) => all - part });

const flows: Readonly<Record<string, TracedMetric>> = {
  'spend>creators': shared('flow_amount'),
  'spend>platform': kept('flow_amount'),
};

/** The way from a cell of a report to its batches; undefined where its amounts are not made of batches. */
export function tracePlan(report: ReportDefinition, grouping: ReportGrouping, key: string | undefined): TracePlan | undefined {
  if (report.name === 'revenue-by-day') {
    const metrics = [charged('billings'), shared('creator_share'), kept('net_revenue'), charged('billings_estimated', true)];
    return { source: 'batches', metrics };
  }
  if (report.name === 'flywheel') {
    const flow = key === undefined ? charged('flow_amount') : flows[key];
    return flow && { source: 'batches', metrics: [flow] };
  }
  if (report.name === 'ledger-by-account') {
    return key === undefined ? undefined : { source: 'postings', metrics: [charged('debits'), shared('credits'), kept('movement')] };
  }
  if (report.metrics.includes('spend')) {
    const whole = grouping.type === 'time' || grouping.id === 'campaign' || grouping.id === 'account';
    return { source: whole ? 'batches' : 'charges', metrics: [charged('spend'), charged('spend_estimated', true)] };
  }
  if (report.metrics.includes('earnings')) return { source: 'slices', metrics: [shared('earnings'), shared('earnings_estimated', true)] };
  return undefined;
}
