import type { Id, Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { lockPeopleForWriting } from '../people/person-lock.ts';

/** Somebody hid what one impression showed: `subject` is the wire id of the ad or of its advertiser. */
export type Hiding = { imp: string; subject: string; at: Instant };

/** Keeps what people hid, where the impression belongs to a person who consented; nothing is kept of anyone else. */
export async function insertHidings(tx: Tx, hidings: readonly Hiding[]): Promise<void> {
  if (hidings.length === 0) return;
  await lockPeopleForWriting(tx);
  await tx.query(
    `INSERT INTO hidden_ad (viewer_key, subject, hidden_at)
     SELECT DISTINCT ON (v.viewer_key, hidden.subject) v.viewer_key, hidden.subject, hidden.at
     FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS hidden(imp, subject, at)
     JOIN delivery_viewer v ON v.imp_id = hidden.imp ORDER BY v.viewer_key, hidden.subject ON CONFLICT DO NOTHING`,
    [hidings.map((each) => each.imp), hidings.map((each) => each.subject), hidings.map((each) => new Date(each.at))],
  );
}

/** What people hid at or after `since`, oldest first: deciders follow it. */
export async function readHidings(tx: Tx, since: Instant): Promise<Array<{ viewer: Id<'vwr'>; subject: string; at: Instant }>> {
  const { rows } = await tx.query<{ viewer: Id<'vwr'>; subject: string; hidden_at: Date }>(
    `SELECT wire_id('vwr', viewer_key) AS viewer, subject, hidden_at FROM hidden_ad WHERE hidden_at >= $1 ORDER BY hidden_at`,
    [new Date(since)],
  );
  return rows.map((row) => ({ viewer: row.viewer, subject: row.subject, at: row.hidden_at.getTime() }));
}
