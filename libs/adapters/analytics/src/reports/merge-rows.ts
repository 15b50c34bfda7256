import type { Fields } from '@flywheel/reporting';
import type { SourceRow } from './report-source.ts';

/** What a statement delivers: a key, maybe a label, and whole numbers (null counts as not there). */
export type KeyedRow = { readonly key: string } & Record<string, bigint | string | null>;

/** Makes one row per key of what several statements found about it. */
export function mergeRows(...parts: ReadonlyArray<readonly KeyedRow[]>): SourceRow[] {
  const byKey = new Map<string, Record<string, bigint>>();
  for (const { key, ...rest } of parts.flat()) {
    const fields = byKey.get(key) ?? {};
    byKey.set(key, fields);
    for (const [field, value] of Object.entries(rest)) if (typeof value === 'bigint') fields[field] = (fields[field] ?? 0n) + value;
  }
  return [...byKey].map(([key, fields]) => ({ key, label: key, fields }));
}

/** The numbers of a row without its key. */
export function fieldsOf(row: KeyedRow | undefined): Fields {
  return mergeRows(row ? [row] : [])[0]?.fields ?? {};
}
