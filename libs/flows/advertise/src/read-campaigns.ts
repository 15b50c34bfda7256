import type { Database } from '@flywheel/database';
import { listCampaigns, listCampaignVersions, readBudgetStandings, readCampaign } from '@flywheel/database/campaigns';
import { readDocument, type CampaignDetail, type CampaignList, type CampaignVersions } from '@flywheel/http/campaigns';
import type { Id, Instant } from '@flywheel/primitives';
import { treeOf } from './campaign-standing.ts';
import { detailCampaign, summariseCampaign } from './summarise-campaign.ts';

/** The campaigns of an account, newest first. */
export class ListCampaigns {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ account, now }: { account: Id<'acc'>; now: Instant }): Promise<CampaignList> {
    const stored = await listCampaigns(this.database.read, account);
    const ids = stored.map((each) => each.campaign);
    const budgets = await readBudgetStandings(this.database.read, ids, now);
    return { items: stored.map((each) => summariseCampaign(each, treeOf(each, budgets, now))) };
  }
}

/** One campaign in full; undefined when there is none. */
export class GetCampaign {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ campaign, now }: { campaign: Id<'cmp'>; now: Instant }): Promise<CampaignDetail | undefined> {
    const stored = await readCampaign(this.database.read, campaign);
    if (!stored) return undefined;
    const budgets = await readBudgetStandings(this.database.read, [campaign], now);
    return detailCampaign(stored, treeOf(stored, budgets, now));
  }
}

/** Every save and change of status of a campaign, newest first. */
export class ListCampaignVersions {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ campaign }: { campaign: Id<'cmp'> }): Promise<CampaignVersions> {
    const versions = await listCampaignVersions(this.database.read, campaign);
    return {
      items: versions.map(({ version, sha256, savedAt, savedBy, cause, status, document }) => ({
        version,
        sha256,
        savedAt: new Date(savedAt).toISOString(),
        savedBy: savedBy ?? null,
        cause,
        status: status ?? null,
        document: readDocument(document),
      })),
    };
  }
}
