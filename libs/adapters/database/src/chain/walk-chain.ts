import type { Tx } from '@flywheel/runtime';
import type { ChainedRow } from './link-hash.ts';
import { openRows, type RowAnswer } from './read-rows.ts';
import { readsAsKey, streams, type Stream } from './streams.ts';

/** A link as it stands, and the row it names; undefined where no row has that key. */
export type WalkedLink = { seq: bigint; key: string[]; prevHash: Buffer; hash: Buffer; row: ChainedRow | undefined };

const batch = 1000;

/** Reads the links of a stream in their order with their rows, a thousand at a time. */
export async function* walkChain(tx: Tx, stream: Stream): AsyncGenerator<WalkedLink[]> {
  const reader = await openRows(tx, stream);
  let after = -1n;
  for (;;) {
    const { rows: links } = await tx.query<Omit<WalkedLink, 'row'>>(
      `SELECT seq, key, prev_hash AS "prevHash", hash FROM chain_link WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT ${batch}`,
      [stream, after],
    );
    const last = links.at(-1);
    if (!last) return;
    after = last.seq;
    const rows = await readRows(tx, { stream, list: reader.list, keys: links.map(({ key }) => key) });
    const byKey = new Map(rows.map((answer) => [nameOf(answer.key), reader.toRow(answer)]));
    yield links.map((link) => ({ ...link, row: byKey.get(nameOf(link.key)) }));
  }
}

/** The text that stands for a key in a message. */
export function nameOf(key: readonly string[]): string {
  return key.join('/');
}

async function readRows(tx: Tx, { stream, list, keys }: { stream: Stream; list: string; keys: string[][] }): Promise<RowAnswer[]> {
  const { table, key } = streams[stream];
  // A link whose key was tampered with may hold a text that is no key at all: it names no row.
  const readable = keys.filter((each) => readsAsKey(stream, each));
  const lists = key.map(({ type }, n) => `$${n + 1}::text[]::${type}[]`).join(', ');
  const { rows } = await tx.query<RowAnswer>(
    `SELECT ${list} FROM unnest(${lists}) AS k(${key.map(({ column }) => column).join(', ')})
     JOIN ${table} t ON ${key.map(({ column }) => `t.${column} = k.${column}`).join(' AND ')}`,
    key.map((_, n) => readable.map((each) => each[n])),
  );
  return rows;
}
