import type { ReportResult } from '@flywheel/http/reports';
import { axisValue, columnOf, formatValue } from './values.ts';

/** One bar of a ranked list: `share` is its length against the longest, 0 to 1; a withheld value has none. */
export type Bar = {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  readonly share: number;
  readonly quiet: boolean;
  readonly href?: string;
};

/** The rows of a result as bars of one metric, at most `limit`, the under-k row last and muted. */
export function barsOf(result: ReportResult, metric: string, limit = 10): readonly Bar[] {
  const column = columnOf(result, metric);
  if (column === undefined) return [];
  const rows = [...result.rows].sort((a, b) => Number(a.kind === 'under-k') - Number(b.kind === 'under-k')).slice(0, limit);
  const values = rows.map((row) => axisValue(column, row.values[metric]));
  const most = Math.max(...values.map((each) => each ?? 0), 0) || 1;
  return rows.map((row, at) => ({
    key: row.kind === 'under-k' ? 'under-k' : row.key,
    label: row.kind === 'under-k' ? `Groups under ${result.suppressed.k} people, together` : row.label || row.key,
    text: row.withheld?.includes(metric) ? `under ${result.suppressed.k}` : formatValue(column, row.values[metric] ?? null),
    share: Math.max(0, values[at] ?? 0) / most,
    quiet: row.kind === 'under-k',
  }));
}
