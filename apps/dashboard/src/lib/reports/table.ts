import type { MetricColumn, ReportResult, ReportRow } from '@flywheel/http/reports';
import { shownAmounts } from '#lib/format/shown-amounts.ts';
import { formatDay } from '#lib/format/dates.ts';
import { amountHref, type TraceStart } from '#lib/trace/cell-links.ts';
import { columnOf, formatValue, headerOf, metricColumns } from './values.ts';

export type TableColumn = { readonly id: string; readonly label: string; readonly about?: string; readonly numeric: boolean };
export type TableRow = {
  readonly key: string;
  readonly label: string;
  readonly href?: string;
  readonly cells: readonly string[];
  /** Where a cell leads, by its place among `cells`. */
  readonly hrefs?: readonly (string | undefined)[];
  readonly quiet?: boolean;
};

/** A table as shown: the first column heads each row; totals come from the api. */
export type TableView = {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly totals?: readonly string[];
  readonly totalHrefs?: readonly (string | undefined)[];
  readonly note?: string;
};

/** How a result becomes a table: `metrics` in order; `href` links a row's head, `trace` links amounts to what they are made of. */
type TableChoice = {
  readonly caption: string;
  readonly metrics?: readonly string[];
  readonly href?: (row: ReportRow) => string | undefined;
  readonly newestFirst?: boolean;
  readonly trace?: TraceStart;
};

/** The rows of a result as a table. Amounts of whole columns are rounded so that what is shown adds up to the total shown. */
export function tableOf(result: ReportResult, choice: TableChoice): TableView {
  const metrics = choice.metrics?.flatMap((id) => columnOf(result, id) ?? []) ?? metricColumns(result);
  const amounts = new Map(metrics.map((column) => [column.id, shownColumn(result, column)]));
  const head = result.columns.find((each) => each.kind === 'dimension');
  const rows = result.rows.map((row, at) => {
    const href = choice.href?.(row);
    const { trace } = choice;
    const linkOf = ({ id }: MetricColumn) => trace && amountHref(result, { row, metric: id, value: row.values[id] }, trace);
    return {
      key: row.kind === 'under-k' ? 'under-k' : row.key,
      label: labelOf(row, result),
      ...(href !== undefined && row.kind === 'row' && { href }),
      cells: metrics.map((column) => cellOf(column, row, amounts.get(column.id)?.[at], result.suppressed.k)),
      ...(trace && { hrefs: metrics.map(linkOf) }),
      ...(row.kind === 'under-k' && { quiet: true }),
    };
  });
  const hidden = result.rowCount - result.rows.length;
  return {
    caption: choice.caption,
    columns: [
      { id: head?.id ?? 'row', label: head?.label ?? '', numeric: false },
      ...metrics.map((each) => ({ id: each.id, label: headerOf(each), about: each.definition, numeric: true })),
    ],
    rows: choice.newestFirst ? rows.toReversed() : rows,
    totals: metrics.map((column) =>
      result.totals.withheld?.includes(column.id)
        ? `under ${result.suppressed.k}`
        : formatValue(column, result.totals.values[column.id], 'cell'),
    ),
    ...totalLinks(result, metrics, choice.trace),
    ...(hidden > 0 && { note: `${hidden} more rows are in the total and in the export.` }),
  };
}

function totalLinks(result: ReportResult, metrics: readonly MetricColumn[], trace: TraceStart | undefined): Pick<TableView, 'totalHrefs'> {
  if (!trace) return {};
  return { totalHrefs: metrics.map(({ id }) => amountHref(result, { metric: id, value: result.totals.values[id] }, trace)) };
}

function labelOf(row: ReportRow, result: ReportResult): string {
  if (row.kind === 'under-k') return `Fewer than ${result.suppressed.k} people each`;
  return /^\d{4}-\d{2}-\d{2}$/.test(row.label) ? formatDay(row.label) : row.label || row.key;
}

function cellOf(column: MetricColumn, row: ReportRow, shown: string | undefined, k: number): string {
  if (row.withheld?.includes(column.id)) return `under ${k}`;
  return formatValue(column, shown ?? row.values[column.id] ?? null, 'cell');
}

/** The shown amounts of a money column that the rows fill completely; undefined leaves each cell to itself. */
function shownColumn(result: ReportResult, column: MetricColumn): readonly string[] | undefined {
  const total = result.totals.values[column.id];
  if (column.unit !== 'money' || column.additive === false || typeof total !== 'string') return undefined;
  if (result.rows.length !== result.rowCount) return undefined;
  const amounts = result.rows.map((row) => row.values[column.id]);
  return amounts.every((each): each is string => typeof each === 'string') ? shownAmounts(amounts, total) : undefined;
}

/** Whether nothing at all stands in the rows: every value null, zero or `"0"`. */
export function isEmpty(result: ReportResult): boolean {
  return result.rows.every((row) => Object.values(row.values).every((value) => value === null || Number(value) === 0));
}
