import type { ReportResult } from '@flywheel/http/reports';
import type { Delta } from '#lib/format/delta.ts';
import { amountHref, type TraceStart } from '#lib/trace/cell-links.ts';
import { axisValue, columnOf, deltaOf, formatValue } from './values.ts';

/** A figure at the top of a page. `spark` holds its course over the range, null where there is none. */
export type KpiView = {
  readonly id: string;
  readonly label: string;
  readonly definition: string;
  readonly value: string;
  /** The value in full, where `value` is compact. */
  readonly full: string;
  readonly delta: Delta | null;
  readonly spark: readonly (number | null)[] | null;
  readonly note?: string;
  /** What the figure is made of. */
  readonly href?: string;
};

/**
 * The figures of these metrics, from the totals that the api gave: nothing is summed here. Unknown metrics are left out; with `trace`,
 * amounts lead to what they are made of.
 */
export function kpisOf(result: ReportResult, metrics: readonly string[], trace?: TraceStart): readonly KpiView[] {
  return metrics.flatMap((id) => {
    const column = columnOf(result, id);
    if (column === undefined) return [];
    const value = result.totals.values[id];
    const withheld = result.totals.withheld?.includes(id) ?? false;
    const series = result.series?.[id];
    const href = trace && amountHref(result, { metric: id, value }, trace);
    return [
      {
        id,
        label: column.label,
        definition: column.definition,
        value: withheld ? `under ${result.suppressed.k}` : formatValue(column, value, 'compact'),
        full: withheld ? `Withheld: fewer than ${result.suppressed.k} people` : formatValue(column, value),
        delta: deltaOf(column, value, result.previous?.totals.values[id]),
        spark: series && series.length > 2 ? series.map((each) => axisValue(column, each)) : null,
        ...(href !== undefined && { href }),
      },
    ];
  });
}
