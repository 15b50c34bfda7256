import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Names one win. */
export type Win = { campaign: Id<'cmp'>; imp: Id<'imp'> };

/** Which of the wins had their impression counted. */
export async function readSeen(tx: Tx, wins: readonly Win[]): Promise<Array<Id<'imp'>>> {
  const { rows } = await tx.query<{ imp: Id<'imp'> }>(
    `SELECT wire_id('imp', f.imp_id) AS imp FROM unnest($1::uuid[], $2::uuid[]) AS w(campaign_id, imp_id)
     JOIN delivery_fact f ON f.campaign_id = w.campaign_id AND f.imp_id = w.imp_id
       AND f.kind = 'impression' AND f.ref = '' AND f.reason = 0`,
    [wins.map((win) => toRowId(win.campaign)), wins.map((win) => toRowId(win.imp))],
  );
  return rows.map((row) => row.imp);
}

/** Impressions that counted since then, one line for each of `subjects` (wire ids of ads, ad sets, campaigns, advertisers) they were of. */
export async function readShownTo(
  tx: Tx,
  subjects: readonly string[],
  since: Instant,
): Promise<Array<{ viewer: Id<'vwr'>; subject: string; at: Instant }>> {
  const { rows } = await tx.query<{ viewer: Id<'vwr'>; subject: string; at: Date }>(
    `SELECT wire_id('vwr', v.viewer_key) AS viewer, s.subject, f.accepted_at AS at
     FROM delivery_fact f JOIN delivery_viewer v ON v.imp_id = f.imp_id
     CROSS JOIN LATERAL (VALUES (wire_id('ad', f.ad_id)), (wire_id('set', f.ad_set_id)), (wire_id('cmp', f.campaign_id)),
       (wire_id('acc', f.account_id))) AS s(subject)
     WHERE f.kind = 'impression' AND f.ref = '' AND f.reason = 0 AND f.bucket >= $2 AND s.subject = ANY ($1::text[])
     ORDER BY f.accepted_at LIMIT 5000000`,
    [subjects, new Date(since)],
  );
  return rows.map((row) => ({ viewer: row.viewer, subject: row.subject, at: row.at.getTime() }));
}
