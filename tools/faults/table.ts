import type { Outcome, Skipped } from './fault.ts';

/** A fault as it ran; `broke`: the harness itself threw. */
export type Line = { fault: string; says: string; seconds: number; result: Outcome | Skipped | { broke: string } };

const columns = ['fault', 'acked', 'lost', 'doubled', 'overspent', 'recovery s', 'took s', 'verdict'] as const;

/** Whether a line counts against the run. What was skipped neither passed nor failed. */
export function failed({ result }: Line): boolean {
  return 'broke' in result || ('failures' in result && result.failures.length > 0);
}

/** The table of a run, columns aligned; "skipped: why" is a verdict of its own. */
export function tableOf(lines: readonly Line[]): string {
  const rows = [columns, ...lines.map(cellsOf)];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const text = (row: readonly string[]): string =>
    row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  ');
  return rows.map(text).join('\n');
}

function cellsOf({ fault, seconds, result }: Line): string[] {
  const took = seconds.toFixed(1);
  if ('skipped' in result) return [fault, '', '', '', '', '', took, `skipped: ${result.skipped}`];
  if ('broke' in result) return [fault, '', '', '', '', '', took, `FAILED: ${result.broke.split('\n')[0] ?? ''}`];
  const { acked, lost, doubled, overspentMicros, recoverySeconds, failures, note } = result;
  const recovery = recoverySeconds.map((each) => each.toFixed(1)).join(' ');
  const verdict =
    failures.length === 0 ? 'passed' : `FAILED: ${failures[0] ?? ''}${failures.length > 1 ? ` and ${failures.length - 1} more` : ''}`;
  return [fault, String(acked), String(lost), String(doubled), String(overspentMicros), recovery, took, `${verdict} (${note})`];
}

/** The same for programs; amounts are decimal strings. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each), 1);
}
