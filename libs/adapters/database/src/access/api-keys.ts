import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** An API key that may be used now; its secret exists only as a hash (hex). */
export type ApiKeyRow = {
  readonly key: Id<'key'>;
  readonly secretHash: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
};

/** What an admin sees of a key. */
export type ApiKeyListed = {
  readonly key: Id<'key'>;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
  readonly revoked: boolean;
  readonly lastUsedAt: Date | null;
};

/** Keeps a key under the hash of its secret. */
export async function insertApiKey(
  tx: Tx,
  key: { key: Id<'key'>; name: string; secretHash: Buffer; scopes: readonly string[]; now: Instant; expiresAt?: Instant | undefined },
): Promise<void> {
  await tx.query('INSERT INTO api_key (key_id, name, secret_sha256, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)', [
    toRowId(key.key),
    key.name,
    key.secretHash,
    key.scopes,
    new Date(key.now),
    key.expiresAt === undefined ? null : new Date(key.expiresAt),
  ]);
}

/** Every key that is neither revoked nor expired: what an edge process keeps in memory. At most 10,000. */
export async function liveApiKeys(tx: Tx, now: Instant): Promise<ApiKeyRow[]> {
  const { rows } = await tx.query<ApiKeyRow>(
    `SELECT wire_id('key', key_id) AS key, encode(secret_sha256, 'hex') AS "secretHash", scopes, expires_at AS "expiresAt"
       FROM api_key WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $1) ORDER BY key_id LIMIT 10000`,
    [new Date(now)],
  );
  return rows;
}

/** All keys, newest first, at most 1,000. */
export async function listApiKeys(tx: Tx): Promise<ApiKeyListed[]> {
  const { rows } = await tx.query<ApiKeyListed>(
    `SELECT wire_id('key', key_id) AS key, name, scopes, expires_at AS "expiresAt", revoked_at IS NOT NULL AS revoked,
            last_used_at AS "lastUsedAt"
       FROM api_key ORDER BY key_id DESC LIMIT 1000`,
  );
  return rows;
}

/** Ends a key within a second on every edge process. Returns false when there is no such live key. */
export async function revokeApiKey(tx: Tx, key: Id<'key'>, now: Instant): Promise<boolean> {
  const { rowCount } = await tx.query('UPDATE api_key SET revoked_at = $2 WHERE key_id = $1 AND revoked_at IS NULL', [
    toRowId(key),
    new Date(now),
  ]);
  return rowCount === 1;
}

/** Notes when keys were last used. */
export async function touchApiKeys(tx: Tx, keys: readonly Id<'key'>[], now: Instant): Promise<void> {
  await tx.query('UPDATE api_key SET last_used_at = $2 WHERE key_id = ANY($1)', [[...keys].sort().map(toRowId), new Date(now)]);
}
