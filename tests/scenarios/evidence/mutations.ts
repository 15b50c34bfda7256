import type { Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** The tables whose rows are evidence, and the stream and link that a row of each belongs to. */
const places = [
  { table: 'books.entry', stream: 'ledger', key: (row: Row) => [row.entry_id] },
  { table: 'books.posting', stream: 'ledger', key: (row: Row) => [row.entry_id] },
  { table: 'audit_event', stream: 'audit', key: (row: Row) => [row.audit_id] },
  { table: 'batch', stream: 'batches', key: (row: Row) => batchKey(row) },
  { table: 'batch_slice', stream: 'batches', key: (row: Row) => batchKey(row) },
  { table: 'chain_link', stream: undefined, key: () => [] },
] as const;

type Row = Record<string, string | null>;

/** One byte of one value of one row that was changed, and the link that must be named for it. */
export type Mutation = { place: string; stream: string; seq: bigint };

/**
 * Changes a single byte of the text of a random value of a random chained row, by a connection that may do everything; undefined where
 * the database takes no such value there, or takes it for the same. Values that are absent get a byte instead.
 */
export async function mutate(tx: Tx, random: Random): Promise<Mutation | undefined> {
  const place = places[Math.floor(random.next() * places.length)] ?? places[0];
  const columns = await columnsOf(tx, place.table);
  const { rows } = await tx.query<{ ctid: string; row: Row }>(
    `SELECT ctid::text, jsonb_object(ARRAY[${columns.map((name) => `'${name}'`).join(', ')}], ARRAY[${columns
      .map((name) => `t."${name}"::text`)
      .join(', ')}]) AS row FROM ${place.table} t ORDER BY ctid`,
  );
  const chosen = rows[Math.floor(random.next() * rows.length)];
  const column = columns[Math.floor(random.next() * columns.length)];
  if (!chosen || !column) return undefined;
  const named = await linkOf(tx, place, chosen.row);
  const before = chosen.row[column] ?? null;
  const after = before === null ? '1' : changedByte(before, random);
  if (after === undefined || !(await write(tx, { table: place.table, column, ctid: chosen.ctid, after }))) return undefined;
  return { place: `${place.table}.${column}: ${before} -> ${after}`, ...named };
}

/** Another byte in one position, of the same kind: so that most values are still values of their type. */
function changedByte(text: string, random: Random): string | undefined {
  if (text === '') return 'x';
  const at = Math.floor(random.next() * text.length);
  const old = text[at] ?? '';
  const kinds = ['0123456789', '0123456789abcdef', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const kind = kinds.find((each) => each.includes(old));
  const fresh = kind?.[Math.floor(random.next() * kind.length)];
  return fresh === undefined || fresh === old ? undefined : text.slice(0, at) + fresh + text.slice(at + 1);
}

type Change = { table: string; column: string; ctid: string; after: string };

async function write(tx: Tx, { table, column, ctid, after }: Change): Promise<boolean> {
  const { rows } = await tx.query<{ type: string }>(
    `SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2`,
    [table, column],
  );
  await tx.query('SAVEPOINT one');
  try {
    const set = `UPDATE ${table} SET "${column}" = $1::text::${rows[0]?.type} WHERE ctid = $2::tid`;
    const { rowCount } = await tx.query(`${set} AND "${column}" IS DISTINCT FROM $1::text::${rows[0]?.type}`, [after, ctid]);
    return rowCount === 1;
  } catch {
    // No value of that type, or refused by a constraint: whoever tampers can not do that either.
    await tx.query('ROLLBACK TO SAVEPOINT one');
    return false;
  }
}

async function linkOf(tx: Tx, place: (typeof places)[number], row: Row): Promise<{ stream: string; seq: bigint }> {
  if (place.stream === undefined) return { stream: row.stream ?? '', seq: BigInt(row.seq ?? '0') };
  const { rows } = await tx.query<{ seq: bigint }>('SELECT seq FROM chain_link WHERE stream = $1 AND key = $2::text[]', [
    place.stream,
    place.key(row),
  ]);
  return { stream: place.stream, seq: rows[0]?.seq ?? 0n };
}

async function columnsOf(tx: Tx, table: string): Promise<string[]> {
  const { rows } = await tx.query<{ attname: string }>(
    `SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  return rows.map(({ attname }) => attname);
}

function batchKey(row: Row): string[] {
  return [new Date(row.bucket ?? '').toISOString().replace('.000Z', 'Z'), row.campaign_id ?? '', row.gen ?? ''];
}
