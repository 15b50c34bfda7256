import type { Id, Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Lets the caps of days and ad sets come down to what was asked for, as far as their leases are back. Whole lives move with the books. */
export async function lowerCaps(tx: Tx): Promise<void> {
  await tx.query(
    `UPDATE budget b SET cap_micros = greatest(b.wanted_micros, b.leased_micros),
       wanted_micros = CASE WHEN b.wanted_micros < b.leased_micros THEN b.wanted_micros END
     FROM (SELECT campaign_id, time_window FROM budget WHERE wanted_micros < cap_micros AND leased_micros < cap_micros
           AND time_window <> 'life' ORDER BY 1, 2 FOR UPDATE SKIP LOCKED) low
     WHERE b.campaign_id = low.campaign_id AND b.time_window = low.time_window`,
  );
}

/**
 * Campaigns whose money set aside is not what it should be: paused, archived or ended ones that hold more than is leased (once nothing is
 * open, or when it is a hundredth and more), lowered ones whose leases are back, and running ones with a budget of a day alone that hold
 * 29 days of it or less.
 */
export async function readFundingWork(tx: Tx, now: Instant, limit = 200): Promise<Array<Id<'cmp'>>> {
  const { rows } = await tx.query<{ campaign: Id<'cmp'> }>(work, [new Date(now), new Date(now - settledMs), limit]);
  return rows.map((row) => row.campaign);
}

// Idle leases are back after two seconds.
const settledMs = 3_000;
const isOpen = `EXISTS (SELECT 1 FROM budget_lease l WHERE l.campaign_id = c.campaign_id AND l.state = 'open')`;
const stopped = `(c.configured_status <> 'active' OR a.status <> 'active' OR c.ends_at <= $2)`;

const work = `
SELECT wire_id('cmp', c.campaign_id) AS campaign
FROM budget b
JOIN campaign c USING (campaign_id)
JOIN ad_account a USING (account_id)
WHERE b.time_window = 'life' AND (
  (${stopped} AND c.updated_at <= $2 AND b.cap_micros > b.leased_micros
    AND ((b.cap_micros - b.leased_micros) * 100 >= b.cap_micros OR NOT ${isOpen}))
  OR (b.wanted_micros < b.cap_micros AND b.leased_micros < b.cap_micros)
  OR (c.configured_status = 'active' AND a.status = 'active' AND c.starts_at <= $1 AND c.ends_at IS NULL
    AND b.cap_micros - b.leased_micros <=
    29 * (SELECT coalesce(sum(s.daily_budget_micros) FILTER (WHERE s.lifetime_budget_micros IS NULL), 0)
          FROM (SELECT c.daily_budget_micros, c.lifetime_budget_micros
                UNION ALL SELECT s.daily_budget_micros, s.lifetime_budget_micros FROM ad_set s
                WHERE s.campaign_id = c.campaign_id AND s.configured_status = 'active' AND c.daily_budget_micros IS NULL) s)
    AND (c.funding = 'postpaid' OR EXISTS (SELECT 1 FROM books.balance m
      WHERE (m.account = '2010:' || wire_id('acc', a.account_id) OR starts_with(m.account, '2015:' || wire_id('acc', a.account_id) || ':'))
      AND m.currency = a.currency AND m.balance_micros < 0))))
ORDER BY c.campaign_id LIMIT $3`;
