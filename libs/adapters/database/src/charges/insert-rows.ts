import type { Tx } from '@flywheel/runtime';

/** A column of a bulk insert: its name, its SQL type, and its value in a row. */
export type Column<Row> = readonly [name: string, type: string, value: (row: Row) => unknown];

/** Inserts rows as one statement over unnested arrays, in the order given; `suffix` holds ON CONFLICT and RETURNING. */
export async function insertRows<Row, Returned extends object = object>(
  tx: Tx,
  insert: { table: string; columns: ReadonlyArray<Column<Row>>; rows: readonly Row[]; suffix?: string },
): Promise<Returned[]> {
  const { table, columns, rows, suffix = '' } = insert;
  if (rows.length === 0) return [];
  const names = columns.map(([name]) => name).join(', ');
  const arrays = columns.map(([, type], n) => `$${n + 1}::${type}[]`).join(', ');
  const values = columns.map(([, , value]) => rows.map(value));
  return (await tx.query<Returned>(`INSERT INTO ${table} (${names}) SELECT * FROM unnest(${arrays}) ${suffix}`, values)).rows;
}
