import { micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** How often one ad of a campaign met one outcome since some hour; what would have won is in the unit of its bid. */
export type CampaignOutcome = {
  ad: Id<'ad'>;
  adSet: Id<'set'>;
  code: number;
  n: number;
  toWin: { n: number; meanMicros: Micros; leastMicros: Micros } | undefined;
};

/** All decisions since some hour; `barMicros` is what the last slots’ price setters bid on average, per 1,000 impressions. */
export type Market = { decisions: number; slots: number; filled: number; barMicros: Micros | undefined };

/** Outcomes of a campaign's ads in the hours from `since` on, the most frequent first. Only losses and our own reasons are kept. */
export async function readCampaignOutcomes(tx: Tx, campaign: Id<'cmp'>, since: Instant): Promise<CampaignOutcome[]> {
  const { rows } = await tx.query<Row>(
    `SELECT wire_id('ad', a.ad_id) AS ad, wire_id('set', s.ad_set_id) AS ad_set, o.code, sum(o.n)::int AS n,
       sum(o.to_win_n)::int AS to_win_n, sum(o.to_win_sum_micros)::bigint AS to_win_sum, min(o.to_win_least_micros) AS to_win_least
     FROM ad_set s JOIN ad a ON a.ad_set_id = s.ad_set_id JOIN ad_outcome_hour o ON o.ad_no = a.ad_no
     WHERE s.campaign_id = $1 AND o.hour >= date_trunc('hour', $2::timestamptz) GROUP BY 1, 2, 3 ORDER BY n DESC, o.code, ad`,
    [toRowId(campaign), new Date(since)],
  );
  return rows.map((row) => ({
    ad: row.ad,
    adSet: row.ad_set,
    code: row.code,
    n: row.n,
    toWin:
      row.to_win_n > 0 && row.to_win_least !== null
        ? { n: row.to_win_n, meanMicros: micros(row.to_win_sum / BigInt(row.to_win_n)), leastMicros: micros(row.to_win_least) }
        : undefined,
  }));
}

/** The hours from `since` on as a whole. */
export async function readMarket(tx: Tx, since: Instant): Promise<Market> {
  const { rows } = await tx.query<{ decisions: number; slots: number; filled: number; bar: bigint | null }>(
    `SELECT coalesce(sum(decisions), 0)::int AS decisions, coalesce(sum(slots), 0)::int AS slots, coalesce(sum(filled), 0)::int AS filled,
       (sum(bar_sum_micros) / nullif(sum(bar_n), 0))::bigint AS bar
     FROM market_hour WHERE hour >= date_trunc('hour', $1::timestamptz)`,
    [new Date(since)],
  );
  const { decisions = 0, slots = 0, filled = 0, bar = null } = rows[0] ?? {};
  return { decisions, slots, filled, barMicros: bar === null ? undefined : micros(bar) };
}

type Row = {
  ad: Id<'ad'>;
  ad_set: Id<'set'>;
  code: number;
  n: number;
  to_win_n: number;
  to_win_sum: bigint;
  to_win_least: bigint | null;
};
