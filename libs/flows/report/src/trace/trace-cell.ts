import type { Database } from '@flywheel/database';
import { readOtherEntries, readTracedBatches, readTracedTotals, type TracedCell } from '@flywheel/analytics/traces';
import type { Freshness } from '@flywheel/analytics';
import type { ReportScope } from '@flywheel/http/reports';
import type { Principal } from '@flywheel/http/roles';
import type { CellTrace, CellTraceQuery, TracedFigure } from '@flywheel/http/traces';
import type { Instant } from '@flywheel/primitives';
import { isZone, metricText } from '@flywheel/reporting';
import type { Tx } from '@flywheel/runtime';
import { withAccount } from '../campaign-account.ts';
import { mayAsk } from '../may-ask.ts';
import { batchNameText, readBatchName } from '@flywheel/http/batch-name';
import { batchViews } from './batch-views.ts';
import { askCell, cellSource, reportCell, type AskedCell, type ReportedCell } from './read-cell.ts';
import { eyesOf, mayLook } from './trace-eyes.ts';

/** What a person is told who opens an amount. `hidden`: it is somebody else's. `refused` names the field to change. */
export type TraceRefusal =
  { readonly outcome: 'forbidden' | 'hidden' } | { readonly outcome: 'refused'; readonly field: string; readonly detail: string };
export type CellOutcome = { readonly outcome: 'traced'; readonly trace: CellTrace; readonly freshness: Freshness } | TraceRefusal;

/** A cell that may be opened, with what the report says in it and where its batches are; `withheld` says why nothing is listed. */
export type OpenedCell = {
  readonly cell: AskedCell;
  readonly reported: ReportedCell;
  readonly source: TracedCell;
  readonly freshness: Freshness;
  readonly withheld: CellTrace['withheld'];
};

/** From a cell of a report to the batches that make it up, a page at a time, and the proof that they add up to it. */
export class TraceCell {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(request: { query: CellTraceQuery; principal: Principal; now: Instant }): Promise<CellOutcome> {
    return this.database.inSnapshot(async (tx) => {
      const opened = await openCell(tx, request);
      if ('outcome' in opened) return opened;
      return { outcome: 'traced', trace: await traceOf(tx, opened), freshness: opened.freshness };
    });
  }
}

/** Reads, authorises and finds a cell; whoever lists its batches afterwards lists what this person may see. */
export async function openCell(
  tx: Tx,
  { query, principal, now }: { query: CellTraceQuery; principal: Principal; now: Instant },
): Promise<OpenedCell | TraceRefusal> {
  if (!isZone(query.tz)) return { outcome: 'refused', field: 'tz', detail: 'this is not a time zone of the tz database' };
  const { account, campaign, creator } = query;
  const scope = await withAccount(tx, { ...(account && { account }), ...(campaign && { campaign }), ...(creator && { creator }) });
  if (!scope) return { outcome: 'hidden' };
  const cell = askCell(query, scope, now);
  if ('field' in cell) return { outcome: 'refused', ...cell };
  const stray = strayField(cell, scope);
  if (stray) return { outcome: 'refused', field: stray, detail: `${query.report} is not about one ${stray}` };
  const verdict = verdictOn(principal, cell, scope);
  if (verdict) return verdict;
  const reported = await reportCell(tx, cell);
  if (!reported) return { outcome: 'refused', field: 'from', detail: 'that many steps of time are no chart: take a coarser one' };
  return { cell, reported, ...(await cellSource(tx, cell)), withheld: withheldOf(cell, reported, scope) };
}

/** A report narrows itself by its own kind of scope only; another one would list less than the cell holds. */
function strayField({ asked }: AskedCell, scope: ReportScope): 'account' | 'campaign' | 'creator' | undefined {
  const own: Record<string, readonly string[]> = { creator: ['creator'], platform: [] };
  const known = own[asked.report.scope] ?? ['account', 'campaign'];
  return (['account', 'campaign', 'creator'] as const).find((each) => scope[each] !== undefined && !known.includes(each));
}

function verdictOn(principal: Principal, { asked }: AskedCell, scope: ReportScope): TraceRefusal | undefined {
  const look = mayLook(principal, scope);
  if (look.outcome !== 'allowed') return look as TraceRefusal;
  if (principal.kind === 'key') return undefined;
  const ask = mayAsk(principal, asked.report, scope);
  if (ask.outcome === 'unscoped') return { outcome: 'refused', field: ask.field.replace('scope.', ''), detail: 'say whose numbers' };
  return ask.outcome === 'allowed' ? undefined : { outcome: ask.outcome };
}

/** A row of too few people is no row. And outside finance no impression is shown with somebody's country or device beside it. */
function withheldOf({ asked, query }: AskedCell, { folded }: ReportedCell, scope: ReportScope): CellTrace['withheld'] {
  const { k } = asked.report;
  if (folded) return { k, words: `Fewer than ${k} people stand behind this row: it is shown with others of its size, and not opened.` };
  if (query.key === undefined || asked.grouping.people === undefined || eyesOf(scope) === 'finance') return null;
  const dimension = asked.grouping.label.toLowerCase();
  return { k, words: `No single impression is shown with the ${dimension} it came from. Open the day or the campaign instead.` };
}

/** The first page of an opened cell, its figures and its totals. */
export async function traceOf(tx: Tx, opened: OpenedCell): Promise<CellTrace> {
  const { cell, reported, source, freshness, withheld } = opened;
  const { query, asked, plan, window } = cell;
  const totals = withheld ? nothing : await readTracedTotals(tx, source);
  const others = plan.source === 'postings' ? await readOtherEntries(tx, source) : undefined;
  const view = eyesOf(cell.scope);
  const after = query.after === undefined ? undefined : readBatchName(query.after);
  const found = withheld ? [] : await readTracedBatches(tx, source, { after, limit: query.limit + 1 });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  const instant = (at: Instant) => new Date(at).toISOString();
  return {
    view,
    report: query.report,
    question: asked.report.question,
    by: asked.grouping.id,
    key: query.key ?? null,
    label: reported.label,
    from: cell.days.from,
    to: cell.days.to,
    start: instant(window.from),
    end: instant(window.to),
    tz: query.tz,
    currency: query.currency,
    asOf: instant(cell.now),
    completeThrough: freshness.completeThrough === undefined ? null : instant(freshness.completeThrough),
    withheld,
    figures: withheld ? [] : figuresOf(opened, totals, others),
    sealed: { batches: totals.sealed.batches, rows: totals.sealed.rows },
    unsealed: { batches: totals.unsealed.batches, rows: totals.unsealed.rows },
    others: others && query.key !== undefined ? { account: query.key, entries: others.entries } : null,
    batches: await batchViews(tx, page, { view, metrics: plan.metrics }),
    next: found.length > page.length && last ? batchNameText(last) : null,
  };
}

const none = { batches: 0, rows: 0, chargedMicros: 0n, sharedMicros: 0n };
const nothing = { sealed: none, unsealed: none };

/** Each metric as the report has it beside what its batches add up to. */
function figuresOf(
  { cell, reported }: OpenedCell,
  totals: Awaited<ReturnType<typeof readTracedTotals>>,
  others: Awaited<ReturnType<typeof readOtherEntries>> | undefined,
): TracedFigure[] {
  return cell.plan.metrics.map((metric) => {
    const of = metric.estimated ? totals.unsealed : totals.sealed;
    const batches = metric.of(of.chargedMicros, of.sharedMicros);
    const rest = others ? metric.of(others.debitMicros, others.creditMicros) : 0n;
    const said = reported.values[metric.id] ?? 0n;
    const { label, definition } = metricText(metric.id);
    return {
      metric: metric.id,
      label,
      definition,
      estimated: metric.estimated,
      reportMicros: said.toString(),
      batchesMicros: batches.toString(),
      othersMicros: rest.toString(),
      differenceMicros: (said - batches - rest).toString(),
    };
  });
}
