import type { Daypart } from '@flywheel/campaigns';
import { micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A campaign, or an ad set with a budget or a cost goal of its own: what one multiplier is kept for. */
export type PacedSubject = {
  holder: Id<'cmp'> | Id<'set'>;
  campaign: Id<'cmp'>;
  name: string;
  timeZone: string;
  startsAt: Instant;
  endsAt: Instant | undefined;
  runs: boolean;
  /** Whether it has a budget of a day: its window of today then counts. */
  daily: boolean;
  /** Open hours of its ad sets; one without any is always open. */
  dayparts: ReadonlyArray<readonly Daypart[]>;
  /** The highest price of one charge. */
  chargeMicros: Micros;
  /** A goal for the mean price of a billed event, per event or per 1,000. */
  cost: { micros: Micros; perThousand: boolean; startShareOf: Micros } | undefined;
  state:
    { multiplier: number; costMultiplier: number | undefined; sharePpm: number; throttlePpm: number; committedMicros: Micros } | undefined;
};

/** A budget window with what is spent or held by open wins of it. `wantedMicros`: the cap that was asked for, where more is committed. */
export type WindowState = {
  campaign: Id<'cmp'>;
  window: string;
  capMicros: Micros;
  wantedMicros: Micros | undefined;
  committedMicros: Micros;
  spentMicros: Micros;
};

/** Campaigns with an open lease or a multiplier: those that the pacer looks at. */
export async function readPacedCampaigns(tx: Tx): Promise<Array<Id<'cmp'>>> {
  const { rows } = await tx.query<{ campaign: Id<'cmp'> }>(
    `SELECT wire_id('cmp', campaign_id) AS campaign
     FROM (SELECT campaign_id FROM budget_lease WHERE state = 'open' UNION SELECT campaign_id FROM pacing_state) active ORDER BY 1`,
  );
  return rows.map((row) => row.campaign);
}

/** The campaigns and their ad sets that a multiplier is kept for. */
export async function readPacedSubjects(tx: Tx, campaigns: ReadonlyArray<Id<'cmp'>>, now: Instant): Promise<PacedSubject[]> {
  const { rows } = await tx.query<SubjectRow>(subjects, [campaigns.map(toRowId), new Date(now)]);
  return rows.map(toSubject);
}

/** Their windows of the whole life and of days from yesterday on. */
export async function readWindowStates(tx: Tx, campaigns: ReadonlyArray<Id<'cmp'>>, now: Instant): Promise<WindowState[]> {
  const { rows } = await tx.query<WindowRow>(windows, [campaigns.map(toRowId), new Date(now - 2 * 86_400_000).toISOString().slice(0, 10)]);
  return rows.map((row) => ({
    campaign: row.campaign,
    window: row.time_window,
    capMicros: micros(row.cap_micros),
    wantedMicros: row.wanted_micros === null ? undefined : micros(row.wanted_micros),
    committedMicros: micros(row.committed),
    spentMicros: micros(row.spent),
  }));
}

type WindowRow = {
  campaign: Id<'cmp'>;
  time_window: string;
  cap_micros: bigint;
  wanted_micros: bigint | null;
  committed: bigint;
  spent: bigint;
};

type SubjectRow = {
  holder: PacedSubject['holder'];
  campaign: Id<'cmp'>;
  name: string;
  time_zone: string;
  starts_at: Date;
  ends_at: Date | null;
  runs: boolean;
  daily: boolean;
  dayparts: Daypart[][];
  charge: bigint;
  cost_micros: bigint | null;
  bid_micros: bigint | null;
  per_thousand: boolean;
  multiplier: number | null;
  goal_multiplier: number | null;
  share_ppm: number | null;
  throttle_ppm: number | null;
  committed_micros: bigint | null;
};

// What open leases have neither spent nor reserved comes off what is leased.
const windows = `
SELECT wire_id('cmp', b.campaign_id) AS campaign, b.time_window, b.cap_micros, b.wanted_micros,
  (b.leased_micros - coalesce(o.unused, 0))::bigint AS committed, (b.leased_micros - coalesce(o.unspent, 0))::bigint AS spent
FROM budget b LEFT JOIN (
  SELECT l.campaign_id, w.time_window, sum(greatest(l.granted_micros - l.spent_micros - l.reserved_micros, 0)) AS unused,
    sum(l.granted_micros - l.spent_micros) AS unspent
  FROM budget_lease l, unnest(l.time_windows) AS w(time_window)
  WHERE l.state = 'open' AND l.campaign_id = ANY ($1::uuid[]) GROUP BY 1, 2) o USING (campaign_id, time_window)
WHERE b.campaign_id = ANY ($1::uuid[]) AND (b.time_window LIKE '%life' OR right(b.time_window, 10) >= $2)
ORDER BY b.campaign_id, b.time_window`;

const chargeOf = (set: string): string =>
  `CASE WHEN ${set}.billing_event IN ('impression', 'viewable') THEN (${set}.bid_micros + 999) / 1000 ELSE ${set}.bid_micros END`;
const own = 'coalesce(s.daily_budget_micros, s.lifetime_budget_micros, s.budget_min_micros, s.budget_max_micros, s.cost_micros)';

const subjects = `
WITH subject AS (
  SELECT c.campaign_id AS holder_id, c.campaign_id, NULL::uuid AS ad_set_id, c.name, c.configured_status = 'active' AS active,
    (SELECT jsonb_agg(s.dayparts) FROM ad_set s WHERE s.campaign_id = c.campaign_id AND s.configured_status = 'active') AS dayparts,
    (SELECT max(${chargeOf('s')}) FROM ad_set s WHERE s.campaign_id = c.campaign_id AND s.configured_status = 'active') AS charge,
    c.daily_budget_micros IS NOT NULL AS daily, NULL::bigint AS cost_micros, NULL::bigint AS bid_micros, false AS per_thousand
  FROM campaign c WHERE c.campaign_id = ANY ($1::uuid[])
  UNION ALL
  SELECT s.ad_set_id, campaign_id, s.ad_set_id, s.name, s.configured_status = 'active', jsonb_build_array(s.dayparts), ${chargeOf('s')},
    s.daily_budget_micros IS NOT NULL
      OR (c.daily_budget_micros IS NOT NULL AND coalesce(s.budget_min_micros, s.budget_max_micros) IS NOT NULL),
    s.cost_micros, s.bid_micros, s.billing_event IN ('impression', 'viewable')
  FROM ad_set s JOIN campaign c USING (campaign_id) WHERE s.campaign_id = ANY ($1::uuid[]) AND ${own} IS NOT NULL)
SELECT CASE WHEN u.ad_set_id IS NULL THEN wire_id('cmp', u.holder_id) ELSE wire_id('set', u.holder_id) END AS holder,
  wire_id('cmp', u.campaign_id) AS campaign, u.name, a.time_zone, c.starts_at, c.ends_at,
  u.active AND c.configured_status = 'active' AND a.status = 'active' AND c.starts_at <= $2
    AND (c.ends_at IS NULL OR c.ends_at > $2) AS runs,
  coalesce(u.dayparts, '[]') AS dayparts, u.daily, coalesce(u.charge, 0) AS charge, u.cost_micros, u.bid_micros, u.per_thousand,
  p.multiplier, p.goal_multiplier, p.share_ppm, p.throttle_ppm, p.committed_micros
FROM subject u JOIN campaign c USING (campaign_id) JOIN ad_account a USING (account_id)
LEFT JOIN pacing_state p ON p.holder_id = u.holder_id
ORDER BY u.campaign_id, u.ad_set_id NULLS FIRST`;

function toSubject(row: SubjectRow): PacedSubject {
  return {
    holder: row.holder,
    campaign: row.campaign,
    name: row.name,
    timeZone: row.time_zone,
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at?.getTime(),
    runs: row.runs,
    daily: row.daily,
    dayparts: row.dayparts,
    chargeMicros: micros(row.charge),
    cost:
      row.cost_micros === null || row.bid_micros === null
        ? undefined
        : { micros: micros(row.cost_micros), perThousand: row.per_thousand, startShareOf: micros(row.bid_micros) },
    state:
      row.multiplier === null
        ? undefined
        : {
            multiplier: row.multiplier,
            costMultiplier: row.goal_multiplier ?? undefined,
            sharePpm: row.share_ppm ?? 1_000_000,
            throttlePpm: row.throttle_ppm ?? 1_000_000,
            committedMicros: micros(row.committed_micros ?? 0n),
          },
  };
}
