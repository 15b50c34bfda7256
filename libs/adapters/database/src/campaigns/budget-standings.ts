import type { BudgetStanding, PaceStanding } from '@flywheel/campaigns';
import { micros, toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** What campaigns, and ad sets with a budget of their own, have left, and how far pacing holds them back; by wire id. */
export type BudgetStandings = {
  /** Only what is left of today; absent where the day has no budget or has not begun to spend. */
  dayLeft: ReadonlyMap<string, bigint>;
  /** Of ad sets: their whole budget. */
  adSets: ReadonlyMap<string, BudgetStanding>;
  paces: ReadonlyMap<string, PaceStanding>;
};

/** Reads the windows of budgets as they are now. Money that deciders hold but have not spent counts as left: it still serves. */
export async function readBudgetStandings(tx: Tx, campaigns: readonly Id<'cmp'>[], now: Instant): Promise<BudgetStandings> {
  const ids = campaigns.map(toRowId);
  const { rows } = await tx.query<WindowRow>(windows, [ids, new Date(now)]);
  const { rows: paced } = await tx.query<PaceRow>(lastPaces, [ids]);
  const dayLeft = new Map<string, bigint>();
  const adSets = new Map<string, BudgetStanding>();
  for (const { holder, day, cap, left } of rows) {
    if (day) dayLeft.set(holder, left);
    else adSets.set(holder, { fundedMicros: micros(cap), leftMicros: micros(left) });
  }
  const paces = new Map(paced.map(({ holder, share, throttle }) => [holder, { sharePpm: share, throttlePpm: throttle }]));
  return { dayLeft, adSets, paces };
}

type WindowRow = { holder: string; day: boolean; cap: bigint; left: bigint };
type PaceRow = { holder: string; share: number; throttle: number };

const windows = `
SELECT CASE WHEN b.time_window LIKE 'set:%' THEN 'set_' || split_part(b.time_window, ':', 2)
    ELSE wire_id('cmp', b.campaign_id) END AS holder,
  b.time_window NOT LIKE '%life' AS day, b.cap_micros AS cap,
  b.cap_micros - b.leased_micros + coalesce((SELECT sum(l.granted_micros - l.spent_micros)::bigint FROM budget_lease l
    WHERE l.campaign_id = b.campaign_id AND l.state = 'open' AND b.time_window = ANY (l.time_windows)), 0) AS left
FROM budget b JOIN campaign c ON c.campaign_id = b.campaign_id JOIN ad_account a ON a.account_id = c.account_id
WHERE b.campaign_id = ANY ($1::uuid[]) AND (b.time_window LIKE 'set:%:life'
  OR right(b.time_window, 10) = to_char($2::timestamptz AT TIME ZONE a.time_zone, 'YYYY-MM-DD'))`;

const lastPaces = `
SELECT wire_id(h.kind, h.id) AS holder, p.share_ppm AS share, p.throttle_ppm AS throttle
FROM (SELECT 'cmp' AS kind, unnest($1::uuid[]) AS id
  UNION ALL SELECT 'set', ad_set_id FROM ad_set WHERE campaign_id = ANY ($1::uuid[]) AND configured_status <> 'archived') h
JOIN LATERAL (SELECT share_ppm, throttle_ppm FROM pacing_change WHERE holder_id = h.id ORDER BY version DESC LIMIT 1) p ON true`;
