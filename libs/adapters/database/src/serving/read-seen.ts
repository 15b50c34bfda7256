import { toRowId, type Id } from '@flywheel/primitives';
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
