import type { Database } from '@flywheel/database';
import { listCampaigns, listCampaignVersions, readCampaign } from '@flywheel/database/campaigns';
import type { CampaignDetail, CampaignDocument, CampaignList, CampaignVersions } from '@flywheel/http/campaigns';
import type { Id, Instant } from '@flywheel/primitives';
import { detailCampaign, summariseCampaign } from './summarise-campaign.ts';

/** The campaigns of an account, newest first. */
export class ListCampaigns {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ account, now }: { account: Id<'acc'>; now: Instant }): Promise<CampaignList> {
    return { items: (await listCampaigns(this.database.read, account)).map((each) => summariseCampaign(each, now)) };
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
    return stored && detailCampaign(stored, now);
  }
}

/** Every save of a campaign, newest first. */
export class ListCampaignVersions {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ campaign }: { campaign: Id<'cmp'> }): Promise<CampaignVersions> {
    const versions = await listCampaignVersions(this.database.read, campaign);
    return {
      items: versions.map(({ version, sha256, savedAt, savedBy, document }) => ({
        version,
        sha256,
        savedAt: new Date(savedAt).toISOString(),
        savedBy: savedBy ?? null,
        document: document as CampaignDocument,
      })),
    };
  }
}
