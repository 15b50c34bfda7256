import type { MetricColumn } from '@flywheel/http/reports';
import type { TableView } from '#lib/reports/table.ts';

/** One line or set of bars. `colour` is 1–6; a comparison is always muted. `texts` are exact, `values` only place pixels. */
export type ChartSeries = {
  readonly id: string;
  readonly label: string;
  readonly role: 'main' | 'comparison';
  readonly colour: number;
  readonly values: readonly (number | null)[];
  readonly texts: readonly string[];
};

/** What every chart has: a name, a summary for ears, a sentence per point, and the table behind it. */
type ChartBase = { readonly title: string; readonly summary: string; readonly points: readonly string[]; readonly table: TableView };

/** Values over labelled buckets. Buckets from `incompleteFrom` on were still running. */
export type TimeChartView = ChartBase & {
  readonly kind: 'line' | 'bar';
  readonly buckets: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Bars that are parts of one whole stand on each other. */
  readonly stacked: boolean;
  readonly incompleteFrom: number | null;
  readonly axis: Pick<MetricColumn, 'unit' | 'currency'>;
};

/** Amounts that flow between named places. */
export type FlowChartView = ChartBase & {
  readonly kind: 'flow';
  readonly flows: readonly { readonly from: string; readonly to: string; readonly value: number; readonly text: string }[];
  readonly names: Readonly<Record<string, string>>;
};

export type ChartView = TimeChartView | FlowChartView;
