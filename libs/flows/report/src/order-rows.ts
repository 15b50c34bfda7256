import type { ReportRow, ReportValue } from '@flywheel/http/reports';
import type { AskedReport } from './asked-report.ts';

/** Rows in the asked order; by default the first metric, largest first. Rows of time, of flows and of the books keep their own. */
export function orderRows(asked: AskedReport, rows: readonly ReportRow[]): ReportRow[] {
  const { grouping, metrics, sort } = asked;
  const keepsOrder = grouping.type === 'time' || (!sort && (grouping.id === 'flow' || grouping.id === 'ledger_account'));
  const id = sort?.metric.id ?? metrics[0]?.id;
  if (keepsOrder || id === undefined) return [...rows];
  const sign = (sort?.descending ?? true) ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (a.kind !== b.kind) return a.kind === 'under-k' ? 1 : -1;
    const difference = compareValues(a.values[id] ?? null, b.values[id] ?? null, sign);
    return difference === 0 ? (a.key < b.key ? -1 : 1) : difference;
  });
}

/** Nothing comes last either way. Micros are compared as whole numbers, never as doubles. */
function compareValues(a: ReportValue, b: ReportValue, sign: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const [left, right] = typeof a === 'string' && typeof b === 'string' ? [BigInt(a), BigInt(b)] : [a, b];
  return left === right ? 0 : left < right ? -sign : sign;
}
