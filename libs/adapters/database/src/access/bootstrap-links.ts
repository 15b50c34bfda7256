import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Makes the one link that is valid from now on; earlier ones that were not used are gone. */
export async function replaceBootstrapLink(tx: Tx, tokenHash: Buffer, now: Instant): Promise<void> {
  await tx.query('DELETE FROM bootstrap_link WHERE used_at IS NULL');
  await tx.query('INSERT INTO bootstrap_link (token_sha256, made_at) VALUES ($1, $2)', [tokenHash, new Date(now)]);
}

/** Uses a link up. Returns false when there is no such link or it was used. */
export async function useBootstrapLink(tx: Tx, tokenHash: Buffer, now: Instant): Promise<boolean> {
  const { rowCount } = await tx.query('UPDATE bootstrap_link SET used_at = $2 WHERE token_sha256 = $1 AND used_at IS NULL', [
    tokenHash,
    new Date(now),
  ]);
  return rowCount === 1;
}
