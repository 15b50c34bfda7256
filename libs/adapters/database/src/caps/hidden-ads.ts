import type { Id, Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { lockPeopleForWriting } from '../people/person-lock.ts';

/** Somebody hid what one impression showed: `subject` is the wire id of the ad or of its advertiser. */
export type Hiding = { imp: string; subject: string; at: Instant };

/**
 * Keeps what people hid: of a person who consented under his key; of anyone else only that the impression was hidden, which names nobody
 * and is forgotten after a day.
 */
export async function insertHidings(tx: Tx, hidings: readonly Hiding[]): Promise<void> {
  if (hidings.length === 0) return;
  await lockPeopleForWriting(tx);
  await tx.query(
    `INSERT INTO hidden_ad (viewer_key, subject, hidden_at)
     SELECT DISTINCT ON (v.viewer_key, hidden.subject) v.viewer_key, hidden.subject, hidden.at
     FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS hidden(imp, subject, at)
     JOIN delivery_viewer v ON v.imp_id = hidden.imp ORDER BY v.viewer_key, hidden.subject ON CONFLICT DO NOTHING`,
    columnsOf(hidings),
  );
  await tx.query(
    `INSERT INTO hidden_impression (imp_id, subject, hidden_at)
     SELECT hidden.imp, hidden.subject, hidden.at FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS hidden(imp, subject, at)
     WHERE NOT EXISTS (SELECT FROM delivery_viewer v WHERE v.imp_id = hidden.imp) ON CONFLICT DO NOTHING`,
    columnsOf(hidings),
  );
}

function columnsOf(hidings: readonly Hiding[]): [string[], string[], Date[]] {
  return [hidings.map((each) => each.imp), hidings.map((each) => each.subject), hidings.map((each) => new Date(each.at))];
}

/** What visits without consent hid at or after `since`, oldest first, by impression. */
export async function readHiddenImpressions(tx: Tx, since: Instant): Promise<Array<{ imp: Id<'imp'>; subject: string; at: Instant }>> {
  const { rows } = await tx.query<{ imp: Id<'imp'>; subject: string; hidden_at: Date }>(
    `SELECT wire_id('imp', imp_id) AS imp, subject, hidden_at FROM hidden_impression WHERE hidden_at >= $1 ORDER BY hidden_at`,
    [new Date(since)],
  );
  return rows.map((row) => ({ imp: row.imp, subject: row.subject, at: row.hidden_at.getTime() }));
}

/** Forgets what visits hid before `before`; at most `limit` rows a call. Returns how many went. */
export async function dropHiddenImpressions(tx: Tx, { before, limit }: { before: Instant; limit: number }): Promise<number> {
  const { rowCount } = await tx.query(
    `DELETE FROM hidden_impression WHERE (imp_id, subject) IN
       (SELECT imp_id, subject FROM hidden_impression WHERE hidden_at < $1 ORDER BY hidden_at LIMIT $2)`,
    [new Date(before), limit],
  );
  return rowCount;
}

/** What people hid at or after `since`, oldest first: deciders follow it. */
export async function readHidings(tx: Tx, since: Instant): Promise<Array<{ viewer: Id<'vwr'>; subject: string; at: Instant }>> {
  const { rows } = await tx.query<{ viewer: Id<'vwr'>; subject: string; hidden_at: Date }>(
    `SELECT wire_id('vwr', viewer_key) AS viewer, subject, hidden_at FROM hidden_ad WHERE hidden_at >= $1 ORDER BY hidden_at`,
    [new Date(since)],
  );
  return rows.map((row) => ({ viewer: row.viewer, subject: row.subject, at: row.hidden_at.getTime() }));
}
