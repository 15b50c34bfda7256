import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** When the first click of each of these impressions was accepted, by impression (row ids). */
export async function readClickTimes(tx: Tx, clicks: ReadonlyArray<{ campaign: string; imp: string }>): Promise<Map<string, Instant>> {
  if (clicks.length === 0) return new Map();
  const { rows } = await tx.query<{ imp_id: string; accepted_at: Date }>(
    `SELECT f.imp_id, f.accepted_at FROM unnest($1::uuid[], $2::uuid[]) AS wanted(campaign_id, imp_id)
     JOIN delivery_fact f ON f.campaign_id = wanted.campaign_id AND f.imp_id = wanted.imp_id AND f.kind = 'click' AND f.ref = ''`,
    [clicks.map((click) => click.campaign), clicks.map((click) => click.imp)],
  );
  return new Map(rows.map((row) => [row.imp_id, row.accepted_at.getTime()]));
}
