import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** An account or creator that a role is for, with the name people know it by. */
export type NamedOwner = { readonly id: string; readonly name: string };

/** A live session's person and roles. */
export type SessionRow = {
  readonly person: Id<'usr'>;
  readonly name: string;
  readonly email: string;
  readonly seenAt: Date;
  readonly roles: readonly { readonly role: string; readonly account?: NamedOwner; readonly creator?: NamedOwner }[];
};

/** How long a session lives: since it was last used, and since it began. */
export type SessionLife = { readonly idleMs: number; readonly absoluteMs: number };

/** Keeps a session under the hash of its token. */
export async function insertSession(tx: Tx, session: { tokenHash: Buffer; person: Id<'usr'>; now: Instant }): Promise<void> {
  await tx.query('INSERT INTO session (token_sha256, person_id, created_at, seen_at) VALUES ($1, $2, $3, $3)', [
    session.tokenHash,
    toRowId(session.person),
    new Date(session.now),
  ]);
}

/** The session of a token, unless it is idle, too old, ended, or its person disabled. */
export async function findSession(tx: Tx, tokenHash: Buffer, life: SessionLife, now: Instant): Promise<SessionRow | undefined> {
  const { rows } = await tx.query<SessionRow>(
    `SELECT wire_id('usr', p.person_id) AS person, p.display_name AS name, p.email, s.seen_at AS "seenAt",
            coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', r.role,
              'account', CASE WHEN a.account_id IS NOT NULL THEN jsonb_build_object('id', wire_id('acc', a.account_id), 'name', a.name) END,
              'creator', CASE WHEN c.creator_id IS NOT NULL
                THEN jsonb_build_object('id', wire_id('crt', c.creator_id), 'name', c.display_name) END))
              ORDER BY r.role, a.name, c.display_name) FILTER (WHERE r.role IS NOT NULL), '[]') AS roles
       FROM session s
       JOIN person p USING (person_id)
       LEFT JOIN person_role r USING (person_id)
       LEFT JOIN ad_account a USING (account_id)
       LEFT JOIN creator c USING (creator_id)
      WHERE s.token_sha256 = $1 AND s.ended_at IS NULL AND p.disabled_at IS NULL AND s.seen_at > $2 AND s.created_at > $3
      GROUP BY s.token_sha256, p.person_id`,
    [tokenHash, new Date(now - life.idleMs), new Date(now - life.absoluteMs)],
  );
  return rows[0];
}

/** Notes that a session was used. */
export async function touchSession(tx: Tx, tokenHash: Buffer, now: Instant): Promise<void> {
  await tx.query('UPDATE session SET seen_at = greatest(seen_at, $2) WHERE token_sha256 = $1 AND ended_at IS NULL', [
    tokenHash,
    new Date(now),
  ]);
}

/** Ends a session for good; does nothing when there is none. */
export async function endSession(tx: Tx, tokenHash: Buffer, now: Instant): Promise<void> {
  await tx.query('UPDATE session SET ended_at = $2 WHERE token_sha256 = $1 AND ended_at IS NULL', [tokenHash, new Date(now)]);
}
