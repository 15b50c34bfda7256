import { assert } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { linkHash } from './link-hash.ts';
import { openRows, type RowAnswer, type RowReader } from './read-rows.ts';
import { streams, type Stream } from './streams.ts';

/** How many rows were linked, and whether as many as were allowed: then more may wait. */
export type Extended = { linked: number; more: boolean };

/**
 * Links the next rows of a stream, at most `most`, in the order of their transactions and keys, and moves its head in the same
 * transaction. Rows of transactions that still run, and of later ones, wait: so no row comes in behind the head. `all` takes every row
 * there is: for a database that nobody else writes to, such as one that was just restored.
 */
export async function extendChain(tx: Tx, options: { stream: Stream; most: number; all?: boolean }): Promise<Extended> {
  const { stream, most, all = false } = options;
  const head = await lockHead(tx, stream);
  // Read before the rows: whatever stands below it has ended and is seen.
  const { rows } = await tx.query<{ xid: string }>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid');
  const horizon = all ? lastXid : (rows[0]?.xid ?? '0');
  const reader = await openRows(tx, stream);
  const waiting = await readWaiting(tx, { stream, head, horizon, most, reader });
  if (waiting.length === 0) {
    // Nothing to do below the horizon: what lies there, e.g. rows of a restored backup, is not looked at again.
    if (!all)
      await tx.query(`UPDATE chain_head SET xid = $2::text::xid8, key = NULL WHERE stream = $1 AND xid < $2::text::xid8`, [
        stream,
        horizon,
      ]);
    return { linked: 0, more: false };
  }
  await insertLinks(tx, { stream, head, waiting, reader });
  return { linked: waiting.length, more: waiting.length === most };
}

const lastXid = '18446744073709551615';

type Head = { seq: bigint; hash: Buffer; xid: string; key: string[] | null };
type Waiting = RowAnswer & { xid: string };

async function lockHead(tx: Tx, stream: Stream): Promise<Head> {
  const { rows } = await tx.query<Head>('SELECT seq, hash, xid::text AS xid, key FROM chain_head WHERE stream = $1 FOR UPDATE', [stream]);
  const [head] = rows;
  assert(head, `the stream ${stream} has a head`);
  return head;
}

type Reading = { stream: Stream; head: Head; horizon: string; most: number; reader: RowReader };

async function readWaiting(tx: Tx, { stream, head, horizon, most, reader }: Reading): Promise<Waiting[]> {
  const { table, key } = streams[stream];
  const columns = key.map(({ column }) => `t.${column}`).join(', ');
  // Asked a row at a time by the index on purpose: a join may read every link there is, each time.
  const here = key.map(({ type }, n) => `($4::text[])[${n + 1}]::${type}`).join(', ');
  const { rows } = await tx.query<Waiting>(
    `SELECT ${reader.list}, t.xid::text AS xid FROM ${table} t
     WHERE t.xid >= $2::text::xid8 AND t.xid < $3::text::xid8
       AND (t.xid > $2::text::xid8 OR $4::text[] IS NULL OR (${columns}) > (${here}))
       AND (SELECT 1 FROM chain_link l WHERE l.stream = $1 AND l.key = ARRAY[${key.map(({ text }) => text).join(', ')}]) IS NULL
     ORDER BY t.xid, ${columns} LIMIT $5`,
    [stream, head.xid, horizon, head.key, most],
  );
  return rows;
}

type Linking = { stream: Stream; head: Head; waiting: readonly Waiting[]; reader: RowReader };

async function insertLinks(tx: Tx, { stream, head, waiting, reader }: Linking): Promise<void> {
  let { seq, hash } = head;
  const links = waiting.map((answer) => {
    const prevHash = hash;
    seq += 1n;
    hash = linkHash({ stream, seq, prevHash }, reader.toRow(answer));
    return { seq: seq.toString(), key: answer.key, prev: prevHash.toString('hex'), hash: hash.toString('hex') };
  });
  await tx.query(
    `INSERT INTO chain_link (stream, seq, key, prev_hash, hash)
     SELECT $1, (l ->> 'seq')::bigint, ARRAY(SELECT jsonb_array_elements_text(l -> 'key')),
       decode(l ->> 'prev', 'hex'), decode(l ->> 'hash', 'hex')
     FROM jsonb_array_elements($2::jsonb) l`,
    [stream, JSON.stringify(links)],
  );
  const last = waiting.at(-1);
  await tx.query('UPDATE chain_head SET seq = $2, hash = $3, xid = $4::text::xid8, key = $5 WHERE stream = $1', [
    stream,
    seq,
    hash,
    last?.xid,
    last?.key,
  ]);
}
