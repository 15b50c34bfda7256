import type { ConfiguredStatus } from '@flywheel/campaigns';
import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Writes the advertiser's choice; edge processes see it within their next poll. */
export async function writeCampaignStatus(tx: Tx, change: { campaign: Id<'cmp'>; status: ConfiguredStatus; now: Instant }): Promise<void> {
  await tx.query('UPDATE campaign SET configured_status = $2, updated_at = $3 WHERE campaign_id = $1', [
    toRowId(change.campaign),
    change.status,
    new Date(change.now),
  ]);
}

/** Marks the configuration as moved where no configuration row changed, e.g. after money was set aside. */
export async function touchConfiguration(tx: Tx): Promise<void> {
  await tx.query('SELECT move_config_version()');
}
