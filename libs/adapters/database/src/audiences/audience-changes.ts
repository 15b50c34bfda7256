import { fromRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Somebody is, or no longer is, in an audience. */
export type AudienceChange = { viewer: Id<'vwr'>; audience: Id<'aud'>; member: boolean };

/**
 * Where a follower stands: first through everybody who is in an audience now (`load`), then through what transactions wrote since
 * `horizon`. Opaque to its holder.
 */
export type AudienceCursor = { phase: 'load' | 'follow'; horizon: string; audience: string; viewer: string; xid: string };

const page = 20_000;
const none = '00000000-0000-0000-0000-000000000000';

/**
 * The next page of memberships, each once: only rows of transactions older than any that still runs are read, so nothing can commit
 * behind the cursor. `more`: ask again at once.
 */
export async function readAudienceChanges(
  tx: Tx,
  cursor: AudienceCursor | undefined,
): Promise<{ changes: AudienceChange[]; cursor: AudienceCursor; more: boolean }> {
  const from = cursor ?? { phase: 'load', horizon: await readHorizon(tx), audience: none, viewer: none, xid: '0' };
  return from.phase === 'load' ? load(tx, from) : follow(tx, from);
}

async function load(tx: Tx, from: AudienceCursor): ReturnType<typeof readAudienceChanges> {
  const { rows } = await tx.query<{ audience: string; viewer: string }>(
    `SELECT audience_id AS audience, viewer_key AS viewer FROM audience_member
      WHERE left_at IS NULL AND (audience_id, viewer_key) > ($1, $2) ORDER BY audience_id, viewer_key LIMIT ${page}`,
    [from.audience, from.viewer],
  );
  const changes = rows.map((row) => toChange({ ...row, member: true }));
  const last = rows.at(-1);
  if (rows.length === page && last) return { changes, cursor: { ...from, ...last }, more: true };
  return { changes, cursor: { phase: 'follow', horizon: '', audience: none, viewer: none, xid: from.horizon }, more: false };
}

async function follow(tx: Tx, from: AudienceCursor): ReturnType<typeof readAudienceChanges> {
  const { rows } = await tx.query<{ audience: string; viewer: string; xid: string; member: boolean }>(
    `SELECT audience_id AS audience, viewer_key AS viewer, xid::text AS xid, left_at IS NULL AS member FROM audience_member
      WHERE (xid, audience_id, viewer_key) > ($1::text::xid8, $2, $3) AND xid < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY xid, audience_id, viewer_key LIMIT ${page}`,
    [from.xid, from.audience, from.viewer],
  );
  const last = rows.at(-1);
  const changes = rows.map(toChange);
  const cursor = last ? { ...from, audience: last.audience, viewer: last.viewer, xid: last.xid } : from;
  return { changes, cursor, more: rows.length === page };
}

async function readHorizon(tx: Tx): Promise<string> {
  const { rows } = await tx.query<{ horizon: string }>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon');
  return rows[0]?.horizon ?? '0';
}

function toChange(row: { viewer: string; audience: string; member: boolean }): AudienceChange {
  return { viewer: fromRowId('vwr', row.viewer), audience: fromRowId('aud', row.audience), member: row.member };
}
