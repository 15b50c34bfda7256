import { nobody } from '@flywheel/database/event-log';
import type { Database } from '@flywheel/database';
import { countAverages, dueForReview, lockLearning, nextReviewed } from '@flywheel/database/interests';
import { lockPeopleForWriting } from '@flywheel/database/people';
import { countMembers } from '@flywheel/database/segments';
import type { Instant, Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { weighPeople, type WeighedPeople } from './weigh-people.ts';

const hourMs = 3_600_000;
const chunk = 500;
const mostPeople = 2000;

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
    const sums = everyone ? await this.reviewEveryone(now) : await this.reviewIdle(now);
    await this.database.inTransaction((tx) => countMembers(tx, this.segmentMinPeople, now));
    return sums;
  }

  private async reviewEveryone(now: Instant): Promise<RefreshedShares> {
    const sums = { reviewed: 0, entered: 0, left: 0 };
    let after: string | undefined = nobody;
    while (after !== undefined) {
      const from: string = after;
      const { viewers, ...changed } = await this.review((tx) => nextReviewed(tx, from, chunk), now);
      add(sums, viewers, changed);
      after = viewers.at(-1);
    }
    return sums;
  }

  private async reviewIdle(now: Instant): Promise<RefreshedShares> {
    const sums = { reviewed: 0, entered: 0, left: 0 };
    while (sums.reviewed < mostPeople) {
      const { viewers, ...changed } = await this.review((tx) => dueForReview(tx, now - hourMs, chunk), now);
      add(sums, viewers, changed);
      if (viewers.length < chunk) break;
    }
    return sums;
  }

  private review(choose: (tx: Tx) => Promise<string[]>, now: Instant): Promise<WeighedPeople & { viewers: string[] }> {
    return this.database.inTransaction(async (tx) => {
      await lockPeopleForWriting(tx);
      await lockLearning(tx);
      const viewers = await choose(tx);
      return { viewers, ...(await weighPeople(tx, viewers, { now, random: this.random })) };
    });
  }
}

function add(
  sums: { reviewed: number; entered: number; left: number },
  viewers: readonly string[],
  { entered, left }: WeighedPeople,
): void {
  sums.reviewed += viewers.length;
  sums.entered += entered;
  sums.left += left;
}
