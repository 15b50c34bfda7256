import type { Database } from '@flywheel/database';
import { countAverages, countMembers, dueForReview, lockLearning } from '@flywheel/database/interests';
import { lockPeopleForWriting } from '@flywheel/database/people';
import type { Instant, Random } from '@flywheel/primitives';
import { weighPeople } from './weigh-people.ts';

const hourMs = 3_600_000;
const chunk = 500;
const mostPeople = 2000;
const mostEver = 10_000_000;

/** `everyone` weighs all people again, not only those whose last weighing is an hour old and at most 2,000 of them. */
export type RefreshSharesInput = { readonly now: Instant; readonly everyone?: boolean };

/** How many idle people were weighed again, and what that changed. */
export type RefreshedShares = { readonly reviewed: number; readonly entered: number; readonly left: number };

/**
 * Each minute: counts what the average person likes, weighs people again who did nothing for an hour (decay ends memberships without
 * an event), and counts the members of every segment, which decides whether it may be sold.
 */
export class RefreshShares {
  private readonly database: Database;
  private readonly random: Random;
  private readonly segmentMinPeople: number;

  constructor(database: Database, random: Random, segmentMinPeople: number) {
    this.database = database;
    this.random = random;
    this.segmentMinPeople = segmentMinPeople;
  }

  async run({ now, everyone = false }: RefreshSharesInput): Promise<RefreshedShares> {
    await this.database.inTransaction(async (tx) => {
      await lockLearning(tx);
      await countAverages(tx, now);
    });
    const before = everyone ? now : now - hourMs;
    const most = everyone ? mostEver : mostPeople;
    const sums = { reviewed: 0, entered: 0, left: 0 };
    while (sums.reviewed < most) {
      const { reviewed, entered, left } = await this.review(before, Math.min(chunk, most - sums.reviewed), now);
      sums.reviewed += reviewed;
      sums.entered += entered;
      sums.left += left;
      if (reviewed < chunk) break;
    }
    await this.database.inTransaction((tx) => countMembers(tx, this.segmentMinPeople, now));
    return sums;
  }

  private review(before: Instant, most: number, now: Instant): Promise<RefreshedShares> {
    return this.database.inTransaction(async (tx) => {
      await lockPeopleForWriting(tx);
      await lockLearning(tx);
      const viewers = await dueForReview(tx, before, most);
      return { reviewed: viewers.length, ...(await weighPeople(tx, viewers, { now, random: this.random })) };
    });
  }
}
