import { readFreshness, type Freshness } from '@flywheel/analytics';
import type { PageAnswer, PageQuery, ReportScope } from '@flywheel/http/reports';
import type { Principal } from '@flywheel/http/roles';
import type { Instant } from '@flywheel/primitives';
import { isZone, startOfDay, type DayRange } from '@flywheel/reporting';
import type { Tx } from '@flywheel/runtime';
import { answerQuestion, type Question } from './answer-question.ts';
import { readQuestion, type AskedReport } from './asked-report.ts';
import { withAccount } from './campaign-account.ts';
import { mayAsk } from './may-ask.ts';
import { comparedDays, stretchOf } from './stretches.ts';

/** What a page is told. `hidden`: it asked about something that is not the asker's. `refused` names the field to change. */
export type ReportOutcome =
  | { readonly outcome: 'answered'; readonly answer: PageAnswer; readonly freshness: Freshness }
  | { readonly outcome: 'forbidden' | 'hidden' }
  | { readonly outcome: 'refused'; readonly field: string; readonly detail: string };

type Refusal = Exclude<ReportOutcome, { outcome: 'answered' }>;

/** Where a page's one view of the data comes from: the database, or a view that its caller has open already. */
export type Snapshots = { inSnapshot<T>(fn: (tx: Tx) => Promise<T>): Promise<T> };

/** Answers all questions of a page from one snapshot: read the words, authorise the scope, query, gate small groups, total. */
export class RunReport {
  private readonly snapshots: Snapshots;

  constructor(snapshots: Snapshots) {
    this.snapshots = snapshots;
  }

  async run(request: { page: PageQuery; principal: Principal; now: Instant }): Promise<ReportOutcome> {
    const { page } = request;
    if (!isZone(page.tz)) return { outcome: 'refused', field: 'tz', detail: 'this is not a time zone of the tz database' };
    return this.snapshots.inSnapshot(async (tx) => {
      const questions: Question[] = [];
      for (const [index, query] of page.queries.entries()) {
        const question = await readAndAuthorise(tx, request, query, `queries.${index}`);
        if ('outcome' in question) return question;
        questions.push(question);
      }
      const freshness = await readFreshness(tx);
      const results = [];
      for (const question of questions) results.push(await answerQuestion(tx, question));
      return { outcome: 'answered', freshness, answer: { ...envelope(request, freshness), results } };
    });
  }
}

type Request = { page: PageQuery; principal: Principal; now: Instant };

async function readAndAuthorise(tx: Tx, request: Request, query: PageQuery['queries'][number], field: string): Promise<Question | Refusal> {
  const { page, principal } = request;
  const asked = readQuestion(query);
  if ('field' in asked) return { outcome: 'refused', field: `${field}.${asked.field}`, detail: asked.detail };
  const scope = await withAccount(tx, query.scope ?? page.scope);
  if (!scope) return { outcome: 'hidden' };
  const verdict = mayAsk(principal, asked.report, scope);
  if (verdict.outcome === 'unscoped') return { outcome: 'refused', field: verdict.field, detail: 'say whose numbers' };
  if (verdict.outcome !== 'allowed') return { outcome: verdict.outcome };
  return (
    cutTime(asked, scope, request) ?? {
      outcome: 'refused',
      field: 'range',
      detail: 'that many steps of time are no chart: take a coarser one',
    }
  );
}

function cutTime(asked: AskedReport, scope: ReportScope, { page, now }: Request): Question | undefined {
  const shared = { grouping: asked.grouping, zone: page.tz, now };
  const days = comparedDays(page);
  const current = stretchOf({ ...shared, days: page.range });
  const compare = days && stretchOf({ ...shared, days, running: page.range });
  if (!current || (days && !compare)) return undefined;
  return { asked, scope, zone: page.tz, currency: page.currency, current, compare };
}

function envelope({ page, now }: Request, freshness: Freshness): Omit<PageAnswer, 'results'> {
  const compared = comparedDays(page);
  return {
    v: 1,
    snapshot: freshness.snapshot,
    asOf: new Date(now).toISOString(),
    completeThrough: freshness.completeThrough === undefined ? null : new Date(freshness.completeThrough).toISOString(),
    tz: page.tz,
    currency: page.currency,
    ranges: { current: answeredRange(page.range, page.tz), compare: compared ? answeredRange(compared, page.tz) : null },
  };
}

function answeredRange(days: DayRange, zone: string): PageAnswer['ranges']['current'] {
  const at = (day: string) => new Date(startOfDay(day, zone)).toISOString();
  return { from: days.from, to: days.to, start: at(days.from), end: at(days.to) };
}
