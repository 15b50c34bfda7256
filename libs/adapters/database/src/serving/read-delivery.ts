import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Counted beacons of one ad in one placement on one device, in a span of acceptance minutes. */
export type DeliveryLine = {
  adNo: number;
  placement: string;
  device: string | null;
  impressions: bigint;
  viewable: bigint;
  click: bigint;
  video: bigint;
  engagement: bigint;
  follow: bigint;
  hides: bigint;
};

/** Counts of valid beacons whose bucket lies in [from, to). */
export async function readDeliveryLines(tx: Tx, span: { from: Instant; to: Instant }): Promise<DeliveryLine[]> {
  const counts = ['viewable', 'click', 'video', 'engagement', 'follow'].map(
    (kind) => `count(*) FILTER (WHERE f.kind = '${kind}') AS ${kind}`,
  );
  counts.push(`count(*) FILTER (WHERE f.kind = 'hide') AS hides`);
  const { rows } = await tx.query<DeliveryLine>(
    `SELECT ad.ad_no AS "adNo", f.placement, f.device, count(*) FILTER (WHERE f.kind = 'impression') AS impressions, ${counts.join(', ')}
     FROM delivery_fact f JOIN ad USING (ad_id)
     WHERE f.bucket >= $1 AND f.bucket < $2 AND f.reason = 0 GROUP BY ad.ad_no, f.placement, f.device`,
    [new Date(span.from), new Date(span.to)],
  );
  return rows;
}
