import { readFreshness, type Freshness } from '@flywheel/analytics';
import { readSealedThrough, type TracedCell } from '@flywheel/analytics/traces';
import type { ReportResult, ReportScope } from '@flywheel/http/reports';
import type { CellTraceQuery } from '@flywheel/http/traces';
import type { Instant } from '@flywheel/primitives';
import { startOfDay, timeBuckets, type DayRange } from '@flywheel/reporting';
import { firstShareRule } from '@flywheel/revenue';
import type { Tx } from '@flywheel/runtime';
import { answerQuestion } from '../answer-question.ts';
import { readQuestion, type AskedReport } from '../asked-report.ts';
import { stretchOf } from '../stretches.ts';
import { tracePlan, type TracePlan } from './trace-plan.ts';

/** A cell whose words are known: the report's question, the way to its batches, and the days and moments it covers. */
export type AskedCell = {
  readonly query: CellTraceQuery;
  readonly asked: AskedReport;
  readonly plan: TracePlan;
  readonly scope: ReportScope;
  /** The cell's own days: those of its row of time, else the whole range. */
  readonly days: DayRange;
  readonly window: { readonly from: Instant; readonly to: Instant };
  readonly now: Instant;
};

/** What the report says in that cell. */
export type ReportedCell = {
  readonly values: Readonly<Record<string, bigint>>;
  readonly label: string;
  /** The row is folded into `under k`. */
  readonly folded: boolean;
};

/** Reads the words of a cell; refuses what is no report, no row of it, or not made of batches. */
export function askCell(
  query: CellTraceQuery,
  scope: ReportScope,
  now: Instant,
): AskedCell | { readonly field: string; readonly detail: string } {
  if (query.from >= query.to) return { field: 'to', detail: 'a range ends after the day it begins' };
  const first = readQuestion({ id: 'cell', report: query.report, ...(query.by && { by: query.by }) });
  if ('field' in first) return first;
  const plan = tracePlan(first.report, first.grouping, query.key);
  if (!plan)
    return { field: first.report.name === 'ledger-by-account' ? 'key' : 'report', detail: 'these amounts are not made of batches' };
  const asked = readQuestion({ ...first.query, metrics: plan.metrics.map((metric) => metric.id) });
  if ('field' in asked) return asked;
  const piece = pieceOf(query, asked);
  if (!piece) return { field: 'key', detail: `the range has no such ${asked.grouping.label.toLowerCase()}` };
  return { query, asked, plan, scope, days: piece.days, window: { from: piece.from, to: Math.min(piece.to, now) }, now };
}

function pieceOf(
  { from, to, tz, key }: CellTraceQuery,
  { grouping }: AskedReport,
): { days: DayRange; from: Instant; to: Instant } | undefined {
  const whole = { days: { from, to }, from: startOfDay(from, tz), to: startOfDay(to, tz) };
  if (grouping.type !== 'time' || key === undefined) return whole;
  const buckets = timeBuckets({ from, to }, grouping.id as 'hour' | 'day' | 'week' | 'month', tz) ?? [];
  const at = buckets.findIndex((bucket) => bucket.key === key);
  const bucket = buckets[at];
  if (!bucket) return undefined;
  const day = key.slice(0, 10);
  const nextDay = buckets.slice(at + 1).find((each) => each.key.slice(0, 10) > day);
  return { days: { from: day, to: nextDay?.key.slice(0, 10) ?? to }, from: bucket.from, to: bucket.to };
}

/** Asks the report for the cell alone: a row of time over its own days, any other row or the total over the range. */
export async function reportCell(tx: Tx, cell: AskedCell): Promise<ReportedCell | undefined> {
  const { asked, query, scope, days, now } = cell;
  const stretch = stretchOf({ days, grouping: asked.grouping, zone: query.tz, now });
  if (!stretch) return undefined;
  const question = { asked, scope, zone: query.tz, currency: query.currency, current: stretch, compare: undefined };
  return pickCell(await answerQuestion(tx, question), query.key);
}

function pickCell(result: ReportResult, key: string | undefined): ReportedCell {
  const row = key === undefined ? undefined : result.rows.find((each) => each.kind === 'row' && each.key === key);
  const values = key === undefined ? result.totals.values : (row?.values ?? {});
  const amounts = Object.entries(values).map(([id, value]) => [id, BigInt(value ?? 0)] as const);
  const folded = key !== undefined && !row && result.suppressed.rows > 0;
  return { values: Object.fromEntries(amounts), label: row?.label ?? key ?? 'Total', folded };
}

/** The cell as the database is asked for its batches, and where the data stands. */
export async function cellSource(tx: Tx, cell: AskedCell): Promise<{ source: TracedCell; freshness: Freshness }> {
  const { asked, query, scope, days, window, plan } = cell;
  const buckets = asked.grouping.type === 'time' ? (timeBuckets(days, asked.grouping.id as 'hour', query.tz) ?? []) : [];
  const source: TracedCell = {
    source: plan.source,
    scope: Object.fromEntries(Object.entries(scope).filter(([, id]) => id !== undefined)),
    by: asked.grouping.id,
    key: query.key,
    window,
    days,
    bucketStarts: buckets.map((bucket) => bucket.from),
    currency: query.currency,
    shareBps: firstShareRule.shareBps,
    sealedThrough: await readSealedThrough(tx),
  };
  return { source, freshness: await readFreshness(tx) };
}
