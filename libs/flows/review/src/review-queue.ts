import type { Database } from '@flywheel/database';
import { countWaiting, listCreatives, type CreativeToReview } from '@flywheel/database/reviews';
import type { ReviewItem, ReviewQueue as ReviewQueueAnswer } from '@flywheel/http/reviews';

/** Creatives in one state of review, the longest waiting first. */
export class ReviewQueue {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ state = 'pending' }: { state?: ReviewItem['state'] | undefined } = {}): Promise<ReviewQueueAnswer> {
    const [creatives, waiting] = await Promise.all([listCreatives(this.database.read, state), countWaiting(this.database.read)]);
    return { items: creatives.map(toWire), waiting };
  }
}

function toWire(each: CreativeToReview): ReviewItem {
  const { imageUrl, videoUrl, durationMs, reason, campaign, campaignName, createdAt, ...rest } = each;
  return {
    ...rest,
    imageUrl: imageUrl ?? null,
    videoUrl: videoUrl ?? null,
    durationMs: durationMs ?? null,
    reason: reason ?? null,
    campaign: campaign ?? null,
    campaignName: campaignName ?? null,
    createdAt: new Date(createdAt).toISOString(),
  };
}
