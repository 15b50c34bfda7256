import { mayChangeStatus, type ConfiguredStatus } from '@flywheel/campaigns';
import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { lockCampaign, writeCampaignStatus } from '@flywheel/database/campaigns';
import { micros, type Id, type Instant } from '@flywheel/primitives';
import { alignFunding, wantedFunding } from './align-funding.ts';

export type StatusChange = { campaign: Id<'cmp'>; status: Exclude<ConfiguredStatus, 'draft'>; now: Instant; actor: string };

export type StatusOutcome = { outcome: 'changed' | 'unchanged' } | { outcome: 'refused'; reason: 'unknown-campaign' | 'not-possible' };

/** Starts, pauses or archives a campaign. Active sets money aside, as much as the account has; archived gives the rest back. */
export class SetCampaignStatus {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ campaign, status, now, actor }: StatusChange): Promise<StatusOutcome> {
    return this.database.inTransaction(async (tx) => {
      const before = await lockCampaign(tx, campaign);
      if (!before) return { outcome: 'refused', reason: 'unknown-campaign' };
      if (before.configuredStatus === status) return { outcome: 'unchanged' };
      if (!mayChangeStatus(before.configuredStatus, status)) return { outcome: 'refused', reason: 'not-possible' };
      await writeCampaignStatus(tx, { campaign, status, now });
      await appendAudit(tx, { actor, action: `campaign.${status}`, subject: campaign, now });
      const occasion = { ref: `${status}:${now}`, now, actor };
      if (status === 'active') await alignFunding(tx, before, wantedFunding(before), occasion);
      if (status === 'archived') await alignFunding(tx, before, micros(0n), occasion);
      return { outcome: 'changed' };
    });
  }
}
