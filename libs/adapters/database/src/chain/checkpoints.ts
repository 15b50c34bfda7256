import { createHash } from 'node:crypto';
import type { Tx } from '@flywheel/runtime';
import type { Checkpoint } from '@flywheel/runtime/evidence';

/** The newest checkpoints first; all without `limit`. */
export async function readCheckpoints(tx: Tx, { limit }: { limit?: number } = {}): Promise<Checkpoint[]> {
  const { rows } = await tx.query<Checkpoint>(
    `SELECT day::text, content, encode(signature, 'hex') AS signature FROM chain_checkpoint ORDER BY day DESC LIMIT $1`,
    [limit ?? null],
  );
  return rows;
}

/** Keeps a checkpoint; false where its day has one already. */
export async function insertCheckpoint(tx: Tx, { day, content, signature }: Checkpoint): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO chain_checkpoint (day, content, signature) VALUES ($1, $2, decode($3, 'hex')) ON CONFLICT DO NOTHING`,
    [day, content, signature],
  );
  return rowCount > 0;
}

/** SHA-256 over the hashes of the ledger's links from one number to another (both included), in order, in hex. */
export async function hashEntries(tx: Tx, from: bigint, to: bigint): Promise<string> {
  const { rows } = await tx.query<{ sha256: string }>(
    `SELECT encode(sha256(coalesce(string_agg(hash, ''::bytea ORDER BY seq), '')), 'hex') AS sha256
     FROM chain_link WHERE stream = 'ledger' AND seq BETWEEN $1 AND $2`,
    [from, to],
  );
  return rows[0]?.sha256 ?? '';
}

/** Debits and credits of one code in one currency, in micros as text. */
export type SignedTotal = { code: string; currency: string; debit: string; credit: string };

/** SHA-256 in hex over a trial balance: a line a code and currency, in their order. */
export function hashTotals(totals: readonly SignedTotal[]): string {
  const lines = totals.map(({ code, currency, debit, credit }) => `${code} ${currency} ${debit} ${credit}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** What the entries up to a link of the ledger debited and credited, by code and currency; all entries, linked or not, without it. */
export async function readSignedTotals(tx: Tx, through?: bigint): Promise<SignedTotal[]> {
  const linked = `JOIN chain_link l ON l.stream = 'ledger' AND l.key[1]::uuid = p.entry_id AND l.seq <= $1`;
  const { rows } = await tx.query<SignedTotal>(
    `SELECT left(p.account, 4) AS code, p.currency, coalesce(sum(p.amount_micros) FILTER (WHERE p.amount_micros > 0), 0)::text AS debit,
       coalesce(-sum(p.amount_micros) FILTER (WHERE p.amount_micros < 0), 0)::text AS credit
     FROM books.posting p ${through === undefined ? '' : linked} GROUP BY 1, 2`,
    through === undefined ? [] : [through],
  );
  return rows;
}
