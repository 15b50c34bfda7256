import type { ConfiguredStatus } from '@flywheel/campaigns';
import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** What is set to another status: a campaign, or one ad set or one ad of it. */
export type StatusSubject = { campaign: Id<'cmp'>; adSet?: Id<'set'> | undefined; ad?: Id<'ad'> | undefined };

/**
 * Writes the advertiser's choice and the campaign's next version number; edge processes see it within their next poll. Starting an ad
 * set again forgets that the breaker paused it.
 */
export async function writeStatus(
  tx: Tx,
  change: StatusSubject & { status: ConfiguredStatus; version: number; now: Instant },
): Promise<void> {
  const campaign = toRowId(change.campaign);
  const own = change.adSet === undefined && change.ad === undefined;
  await tx.query(
    `UPDATE campaign SET configured_status = coalesce($2, configured_status), version = $3, updated_at = $4 WHERE campaign_id = $1`,
    [campaign, own ? change.status : null, change.version, new Date(change.now)],
  );
  if (change.ad !== undefined) {
    await tx.query(
      `UPDATE ad SET configured_status = $3 FROM ad_set s WHERE s.ad_set_id = ad.ad_set_id AND s.campaign_id = $1 AND ad.ad_id = $2`,
      [campaign, toRowId(change.ad), change.status],
    );
  } else if (change.adSet !== undefined) {
    await tx.query(
      `UPDATE ad_set SET configured_status = $3, tripped_at = NULL, trip_reason = NULL WHERE campaign_id = $1 AND ad_set_id = $2`,
      [campaign, toRowId(change.adSet), change.status],
    );
  }
}

/** Marks the configuration as moved where no configuration row changed, e.g. after money was set aside. */
export async function touchConfiguration(tx: Tx): Promise<void> {
  await tx.query('SELECT move_config_version()');
}
