import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { MeasuredReach } from './check-reach.ts';

/** An ad set whose expression is to be measured. */
export type AdSetToMeasure = { adSet: Id<'set'>; account: Id<'acc'>; targeting: unknown };

/** Ad sets of campaigns that may serve now or later and were not measured since `before`; the longest ago first. */
export async function dueForMeasure(
  tx: Tx,
  { before, now, limit }: { before: Instant; now: Instant; limit: number },
): Promise<AdSetToMeasure[]> {
  const { rows } = await tx.query<AdSetToMeasure>(
    `SELECT wire_id('set', s.ad_set_id) AS "adSet", wire_id('acc', c.account_id) AS account, s.targeting
       FROM ad_set s JOIN campaign c USING (campaign_id) LEFT JOIN ad_set_reach r USING (ad_set_id)
      WHERE c.configured_status IN ('active', 'paused') AND s.configured_status <> 'archived'
        AND (c.ends_at IS NULL OR c.ends_at > $3) AND (r.checked_at IS NULL OR r.checked_at <= $1)
      ORDER BY r.checked_at NULLS FIRST LIMIT $2`,
    [new Date(before), limit, new Date(now)],
  );
  return rows;
}

/**
 * Writes how an ad set measured, and what a decision reads of it: 543 below its least size, 546 for a sensitive category. The ad set
 * itself changes only when that does, so that measuring is no change of configuration. False: there is no such ad set.
 */
export async function writeReach(tx: Tx, adSet: Id<'set'>, reach: MeasuredReach, now: Instant): Promise<void> {
  const id = toRowId(adSet);
  await tx.query(
    `INSERT INTO ad_set_reach (ad_set_id, required, people, outcome, path, sentence, checked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (ad_set_id) DO UPDATE SET required = excluded.required, people = excluded.people, outcome = excluded.outcome,
       path = excluded.path, sentence = excluded.sentence, checked_at = excluded.checked_at`,
    [id, reach.required, reach.people, reach.outcome, reach.path, reach.sentence, new Date(now)],
  );
  await tx.query('UPDATE ad_set SET audience_obstacle = $2 WHERE ad_set_id = $1 AND audience_obstacle <> $2', [id, obstacleOf(reach)]);
}

/** The reason code of the closed table; 0 lets the ad set serve. */
export function obstacleOf({ outcome }: MeasuredReach): 0 | 543 | 546 {
  if (outcome === 'met') return 0;
  return outcome === 'sensitive' ? 546 : 543;
}

/** What keeps ad sets of a campaign from serving, by ad set: for the campaign's page. */
export async function readReachFaults(
  tx: Tx,
  campaign: Id<'cmp'>,
): Promise<Array<{ adSet: Id<'set'>; outcome: MeasuredReach['outcome']; path: string; sentence: string }>> {
  const { rows } = await tx.query<{ adSet: Id<'set'>; outcome: MeasuredReach['outcome']; path: string; sentence: string }>(
    `SELECT wire_id('set', r.ad_set_id) AS "adSet", r.outcome, r.path, r.sentence
       FROM ad_set_reach r JOIN ad_set s USING (ad_set_id)
      WHERE s.campaign_id = $1 AND s.configured_status <> 'archived' AND r.outcome <> 'met' ORDER BY r.ad_set_id`,
    [toRowId(campaign)],
  );
  return rows;
}
