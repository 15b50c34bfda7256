import type { ReportResult, ReportRow, ReportValue } from '@flywheel/http/reports';
import { traceHref, type TraceAddress } from './trace-address.ts';

/** Whose table it is and which days it covers: what a link from one of its amounts needs beside the row. */
export type TraceStart = Omit<TraceAddress, 'report' | 'by' | 'key'>;

const opened: readonly string[] = [
  'billings',
  'billings_estimated',
  'creator_share',
  'net_revenue',
  'spend',
  'spend_estimated',
  'earnings',
  'earnings_estimated',
  'debits',
  'credits',
  'movement',
  'flow_amount',
];
const openedFlows: readonly (string | undefined)[] = [undefined, 'spend>creators', 'spend>platform'];

/** The link from an amount to what it is made of; undefined for amounts of nothing or not of batches, and for rows of few people. */
export function amountHref(
  result: Pick<ReportResult, 'report' | 'by'>,
  cell: { readonly row?: ReportRow; readonly metric: string; readonly value: ReportValue | undefined },
  start: TraceStart,
): string | undefined {
  const { report, by } = result;
  const { row, metric, value } = cell;
  if (!opened.includes(metric) || value === null || value === undefined || value === '0') return undefined;
  if (row?.kind === 'under-k' || (metric === 'flow_amount' && !openedFlows.includes(row?.key))) return undefined;
  // The total of the books is zero, and an advertiser is shown no single impression with a person's country or device.
  if (report === 'ledger-by-account' && !row) return undefined;
  if (row && (by === 'country' || by === 'device') && start.account !== undefined) return undefined;
  return traceHref({ report, by, ...(row && { key: row.key }), ...start });
}
