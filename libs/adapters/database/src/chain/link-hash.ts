import { createHash } from 'node:crypto';

/** A field and its value as PostgreSQL writes it in UTC; null: it has none. */
export type Field = readonly [name: string, value: string | null];

/** A chained row with the rows that belong to it, table by table; the row itself is the only one of its table. */
export type ChainedRow = {
  readonly key: readonly string[];
  readonly tables: ReadonlyArray<{ table: string; rows: ReadonlyArray<readonly Field[]> }>;
};

/** What stands before the first link of every stream. */
export const noHash: Buffer = Buffer.alloc(32);

/**
 * The hash of a link: SHA-256 over the stream, the sequence number, the hash before it, and every field that has a value of the row and
 * of its parts. Every text has its length in front and every list its count, so no two different inputs share a preimage. A field without
 * a value is left out with its name: so a column may be added later, and still no value can come or go unseen.
 */
export function linkHash(link: { stream: string; seq: bigint; prevHash: Uint8Array }, row: ChainedRow): Buffer {
  const pieces: Uint8Array[] = [text(link.stream), text(link.seq.toString()), bytes(link.prevHash), count(row.tables.length)];
  for (const { table, rows } of row.tables) {
    pieces.push(text(table), count(rows.length));
    for (const fields of rows) {
      const present = fields.filter(([, value]) => value !== null).sort(([one], [other]) => (one < other ? -1 : 1));
      pieces.push(count(present.length));
      for (const [name, value] of present) pieces.push(text(name), text(value ?? ''));
    }
  }
  return createHash('sha256').update(Buffer.concat(pieces)).digest();
}

function text(value: string): Buffer {
  return bytes(Buffer.from(value, 'utf8'));
}

function bytes(value: Uint8Array): Buffer {
  return Buffer.concat([count(value.length), value]);
}

function count(n: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(n);
  return four;
}
