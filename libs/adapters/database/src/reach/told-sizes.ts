import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A question about a size: whose, and the digest of what was asked. */
export type AskedSize = { account: Id<'acc'>; sha256: Uint8Array };

/** The answer this account got to the same question at or after `since`. */
export async function readToldSize(tx: Tx, { account, sha256 }: AskedSize, since: Instant): Promise<unknown> {
  const { rows } = await tx.query<{ answer: unknown }>(
    'SELECT answer FROM audience_size WHERE account_id = $1 AND sha256 = $2 AND asked_at >= $3',
    [toRowId(account), sha256, new Date(since)],
  );
  return rows[0]?.answer;
}

/** How many different questions the account asked since then. */
export async function countAskedSizes(tx: Tx, account: Id<'acc'>, since: Instant): Promise<number> {
  const { rows } = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM audience_size WHERE account_id = $1 AND asked_at >= $2', [
    toRowId(account),
    new Date(since),
  ]);
  return rows[0]?.n ?? 0;
}

/** Keeps an answer, so that the same question gets it again. */
export async function writeToldSize(tx: Tx, { account, sha256 }: AskedSize, answer: unknown, now: Instant): Promise<void> {
  await tx.query(
    `INSERT INTO audience_size (account_id, sha256, asked_at, answer) VALUES ($1, $2, $3, $4)
     ON CONFLICT (account_id, sha256) DO UPDATE SET asked_at = excluded.asked_at, answer = excluded.answer`,
    [toRowId(account), sha256, new Date(now), JSON.stringify(answer)],
  );
}

/** Forgets answers given before `before`. */
export async function forgetToldSizes(tx: Tx, before: Instant): Promise<void> {
  await tx.query('DELETE FROM audience_size WHERE asked_at < $1', [new Date(before)]);
}
