import type { RangeView } from '#lib/api/range.ts';

/** The address of a report's CSV: the same question as the screen asks. Empty values are left out. */
export function exportLink(report: string, range: RangeView, more: Readonly<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams({ from: range.from, to: range.until, tz: range.zone });
  for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
  return `/v1/reports/${report}.csv?${query.toString()}`;
}
