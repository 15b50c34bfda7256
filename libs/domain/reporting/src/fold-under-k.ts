import type { Fields } from './algebra.ts';

/** One row before the gate: `people` stand behind it. */
export type CountedRow = { readonly key: string; readonly label: string; readonly people: bigint; readonly fields: Fields };

export type FoldedRows<R extends CountedRow> = {
  /** Rows of at least k people, in their order. */
  readonly shown: readonly R[];
  /** The others as one, so that rows still sum to the total; undefined when there were none, or when it could not be shown either. */
  readonly underK: Fields | undefined;
  /** How many rows were folded. */
  readonly folded: number;
};

/**
 * The gate for rows that split people into groups: rows of fewer than k go into one. If that one is itself under k, the next
 * smallest row is folded in too, since total − rows would otherwise tell it; so a single small row never stands alone.
 * Where all of them together stay under k nothing is shown at all.
 */
export function foldUnderK<R extends CountedRow>(rows: readonly R[], k: number): FoldedRows<R> {
  const small = new Set(rows.filter((row) => row.people < BigInt(k)));
  if (small.size === 0) return { shown: rows, underK: undefined, folded: 0 };
  const larger = rows
    .filter((row) => !small.has(row))
    .sort((a, b) => (a.people === b.people ? (a.key < b.key ? -1 : 1) : a.people < b.people ? -1 : 1));
  for (const row of larger) {
    if (peopleOf(small) >= BigInt(k)) break;
    small.add(row);
  }
  const enough = peopleOf(small) >= BigInt(k);
  return { shown: rows.filter((row) => !small.has(row)), underK: enough ? summed([...small]) : undefined, folded: small.size };
}

function peopleOf(rows: Iterable<CountedRow>): bigint {
  let people = 0n;
  for (const row of rows) people += row.people;
  return people;
}

function summed(rows: readonly CountedRow[]): Fields {
  const fields: Record<string, bigint> = {};
  for (const row of rows) for (const [field, value] of Object.entries(row.fields)) fields[field] = (fields[field] ?? 0n) + value;
  return fields;
}
