import { reportSources, type SourceQuestion } from '@flywheel/analytics';
import type { ReportResult, ReportScope, ReportSpan } from '@flywheel/http/reports';
import { assert, type Instant } from '@flywheel/primitives';
import { startOfDay, type DayRange, type TimeBucket } from '@flywheel/reporting';
import { firstShareRule } from '@flywheel/revenue';
import type { Tx } from '@flywheel/runtime';
import type { AskedReport } from './asked-report.ts';
import { labelAccounts } from './label-accounts.ts';
import { orderRows } from './order-rows.ts';
import { columnsOf } from './report-columns.ts';
import { makeSpan, type MadeSpan } from './report-span.ts';

/** One stretch of days with its buckets; nothing is known of it from `until` on. */
export type Stretch = { readonly days: DayRange; readonly buckets: readonly TimeBucket[]; readonly until: Instant };

export type Question = {
  readonly asked: AskedReport;
  readonly scope: ReportScope;
  readonly zone: string;
  readonly currency: string;
  readonly current: Stretch;
  readonly compare: Stretch | undefined;
};

/** Answers one question: query, gate, total, order, cut. */
export async function answerQuestion(tx: Tx, question: Question): Promise<ReportResult> {
  const { asked, currency, current, compare } = question;
  const now = await readSpan(tx, question, current);
  const before = compare && (await readSpan(tx, question, compare));
  const rows = finishRows(asked, now.span);
  const cut = asked.grouping.type === 'time' || asked.query.limit === undefined ? rows : rows.slice(0, asked.query.limit);
  return {
    id: asked.query.id,
    report: asked.query.report,
    by: asked.grouping.id,
    columns: columnsOf(asked, currency),
    ...now.span,
    rows: cut,
    previous: before ? { ...before.span, rows: finishRows(asked, before.span) } : null,
    suppressed: { rows: now.folded, k: asked.report.k },
  };
}

async function readSpan(tx: Tx, question: Question, stretch: Stretch): Promise<MadeSpan> {
  const { asked, scope, zone, currency } = question;
  const source = reportSources.get(asked.report.name);
  assert(source, `the report ${asked.report.name} has its SQL`);
  const end = startOfDay(stretch.days.to, zone);
  const asking: SourceQuestion = {
    scope: Object.fromEntries(Object.entries(scope).filter(([, id]) => id !== undefined)),
    by: asked.grouping.id,
    window: { from: startOfDay(stretch.days.from, zone), to: Math.min(end, stretch.until) },
    days: stretch.days,
    bucketStarts: stretch.buckets.map((bucket) => bucket.from),
    currency,
    shareBps: firstShareRule.shareBps,
  };
  const answer = await source(tx, asking);
  return makeSpan({ asked, answer, buckets: stretch.buckets, until: stretch.until });
}

function finishRows(asked: AskedReport, { rows }: ReportSpan): ReportSpan['rows'] {
  const ordered = orderRows(asked, rows);
  return asked.grouping.id === 'ledger_account' ? labelAccounts(ordered) : ordered;
}
