import { micros, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** The running hour of an ad set that is serving, and the mean prices of its hours of the past seven days. */
export type AdSetHour = { adSet: Id<'set'>; campaign: Id<'cmp'>; charges: number; spentMicros: Micros; pastPrices: Micros[] };

/** Ad sets that were charged at least `fewest` times in the hour that holds `now`. */
export async function readAdSetHours(tx: Tx, now: Instant, fewest: number): Promise<AdSetHour[]> {
  const { rows } = await tx.query<Row>(
    `SELECT wire_id('set', h.ad_set_id) AS ad_set, wire_id('cmp', h.campaign_id) AS campaign, h.charges::int AS charges,
       h.spent_micros AS spent,
       (SELECT array_agg((p.spent_micros / p.charges)::text) FROM ad_set_hour p
        WHERE p.ad_set_id = h.ad_set_id AND p.hour < h.hour AND p.hour >= h.hour - interval '7 days') AS past
     FROM ad_set_hour h JOIN ad_set s USING (ad_set_id)
     WHERE h.hour = date_trunc('hour', $1::timestamptz) AND h.charges >= $2 AND s.configured_status = 'active'`,
    [new Date(now), fewest],
  );
  return rows.map((row) => ({
    adSet: row.ad_set,
    campaign: row.campaign,
    charges: row.charges,
    spentMicros: micros(row.spent),
    pastPrices: (row.past ?? []).map((price) => micros(BigInt(price))),
  }));
}

type Row = { ad_set: Id<'set'>; campaign: Id<'cmp'>; charges: number; spent: bigint; past: string[] | null };
