import type { Database } from '@flywheel/database';
import { readCampaign } from '@flywheel/database/campaigns';
import { campaignShape, type CampaignDocument } from '@flywheel/http/campaigns';
import type { Id, Instant, Random } from '@flywheel/primitives';
import { createCampaign, type CreateOutcome } from './create-campaign.ts';

export type CampaignToCopy = { campaign: Id<'cmp'>; name?: string | undefined; now: Instant; actor: string };

export type CopyOutcome = CreateOutcome | { outcome: 'refused'; reason: 'unknown-campaign' };

const longestName = 120;
const dayMs = 86_400_000;

/**
 * Saves a campaign once more as a draft of its own. Its creatives are the same, so what was approved stays approved; a schedule that
 * began before today begins today and is as long as it was.
 */
export class CopyCampaign {
  private readonly database: Database;
  private readonly random: Random;

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  async run({ campaign, name, now, actor }: CampaignToCopy): Promise<CopyOutcome> {
    return this.database.inTransaction(async (tx) => {
      const original = await readCampaign(tx, campaign);
      if (!original) return { outcome: 'refused', reason: 'unknown-campaign' };
      // A document that today's rules refuse is refused by name when it is saved.
      const parsed = campaignShape.safeParse(original.document);
      const document = parsed.success ? copyOf(parsed.data, name, now) : original.document;
      return createCampaign(tx, { account: original.account, document, now, actor, copyOf: original }, this.random);
    });
  }
}

function copyOf(document: CampaignDocument, name: string | undefined, now: Instant): CampaignDocument {
  return {
    ...document,
    name: name ?? `Copy of ${document.name}`.slice(0, longestName).trim(),
    schedule: scheduleFrom(document.schedule, now),
    adSets: document.adSets.map(({ id: _set, ...set }) => ({ ...set, ads: set.ads.map(({ id: _ad, ...ad }) => ad) })),
  };
}

function scheduleFrom({ startsAt, endsAt }: CampaignDocument['schedule'], now: Instant): CampaignDocument['schedule'] {
  const today = Math.floor(now / dayMs) * dayMs;
  const start = Date.parse(startsAt);
  if (start >= today) return { startsAt, endsAt };
  const end = endsAt === null ? null : new Date(today + Date.parse(endsAt) - start).toISOString();
  return { startsAt: new Date(today).toISOString(), endsAt: end };
}
