import type { MetricRole } from './metrics/metric.ts';

/** By what the rows of a report are made. */
export type GroupingId =
  | 'hour'
  | 'day'
  | 'week'
  | 'month'
  | 'account'
  | 'campaign'
  | 'ad_set'
  | 'ad'
  | 'creative'
  | 'placement'
  | 'country'
  | 'device'
  | 'content'
  | 'interest'
  | 'flow'
  | 'ledger_account'
  | 'source';

export type ReportGrouping = {
  readonly id: GroupingId;
  /** Column heading. */
  readonly label: string;
  readonly type: 'time' | 'id' | 'text';
  /** Rows divide people into groups, so small ones must be folded; `overlapping` groups share people and have no fold. */
  readonly people?: 'parts' | 'overlapping';
  /** Metrics of the report that make no sense by this grouping. */
  readonly without?: readonly string[];
};

/** A question that can be asked, and what its answer holds. */
export type ReportDefinition = {
  readonly name: string;
  readonly question: string;
  /** Whose numbers: the scope must name that object; `platform` is the operator's own. */
  readonly scope: 'account' | 'campaign' | 'creator' | 'platform';
  /** Who may ask: advertisers and creators for what is their own, the others for everything. */
  readonly readers: readonly MetricRole[];
  /** The first is the default. */
  readonly groupings: readonly ReportGrouping[];
  readonly metrics: readonly string[];
  /** People a cell must hold. */
  readonly k: number;
};

/** People a row of a report must hold (turtledove issue 330). */
export const reportK = 50;
