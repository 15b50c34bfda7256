import type { Instant } from '@flywheel/primitives';
import type { DayRange, Fields, GroupingId } from '@flywheel/reporting';
import type { Tx } from '@flywheel/runtime';

/** What report SQL is asked. Ids are wire ids that were parsed before; the scope is enforced in every statement. */
export type SourceQuestion = {
  readonly scope: { readonly account?: string; readonly campaign?: string; readonly creator?: string };
  readonly by: GroupingId;
  /** [from, to) in instants, for what has a moment. */
  readonly window: { readonly from: Instant; readonly to: Instant };
  /** The same range in calendar days, for what has an accounting day. */
  readonly days: DayRange;
  /** Starts of the buckets, ascending; empty unless rows are made by time. */
  readonly bucketStarts: readonly Instant[];
  readonly currency: string;
  /** Of a charge that is not sealed yet, the creator's part in basis points. */
  readonly shareBps: number;
};

/** One row as SQL delivers it. Rows of time have the index of their bucket as key. */
export type SourceRow = {
  readonly key: string;
  readonly label: string;
  /** Distinct consented people behind the row, where rows divide people into groups. */
  readonly people?: bigint;
  readonly fields: Fields;
};

export type SourceAnswer = {
  readonly rows: readonly SourceRow[];
  /** Totals that no sum of rows gives. */
  readonly requeried: Fields;
};

/** Answers one report's question from the database. */
export type ReportSource = (tx: Tx, question: SourceQuestion) => Promise<SourceAnswer>;
