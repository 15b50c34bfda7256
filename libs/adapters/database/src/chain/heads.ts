import { assert } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { Stream } from './streams.ts';

/** The last link of a stream, and up to where its rows were looked at. */
export type ChainHead = { readonly seq: bigint; readonly hash: Buffer; readonly xid: string; readonly key: string[] | null };

/** Where a stream stands; undefined where its head is gone. */
export async function readHead(tx: Tx, stream: Stream): Promise<ChainHead | undefined> {
  const { rows } = await tx.query<ChainHead>('SELECT seq, hash, xid::text AS xid, key FROM chain_head WHERE stream = $1', [stream]);
  return rows[0];
}

/** Where every stream stands; throws where a head is gone. */
export async function readHeads(tx: Tx): Promise<Record<Stream, ChainHead>> {
  const { rows } = await tx.query<ChainHead & { stream: Stream }>('SELECT stream, seq, hash, xid::text AS xid, key FROM chain_head');
  const heads = new Map(rows.map(({ stream, ...head }) => [stream, head]));
  const of = (stream: Stream): ChainHead => {
    const head = heads.get(stream);
    assert(head, `the stream ${stream} has a head`);
    return head;
  };
  return { ledger: of('ledger'), audit: of('audit'), batches: of('batches') };
}

/**
 * Lets every stream look at all transactions again from the first. After a restore into another cluster: its transaction numbers begin
 * anew, so rows that are written now may well have smaller ones than rows that came with the backup.
 */
export async function restartHeads(tx: Tx): Promise<void> {
  await tx.query(`UPDATE chain_head SET xid = '0', key = NULL`);
}
