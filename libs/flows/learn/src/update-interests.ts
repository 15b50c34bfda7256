import type { Database } from '@flywheel/database';
import { finishAcceptedBatches, lockLearning, readLearnableActs, takeAcceptedBatches } from '@flywheel/database/interests';
import { lockPeopleForWriting } from '@flywheel/database/people';
import type { Id, Instant, Random } from '@flywheel/primitives';
import { learnFrom } from './learn-from.ts';

const mostBatches = 50;

/** Learn from `batch` and up to `most` other waiting batches, or, without `batch`, from up to `most` waiting ones. */
export type UpdateInterestsInput = { readonly batch?: Id<'bat'>; readonly most?: number; readonly now: Instant };

/** What was learnt: batches done, people touched, memberships begun and ended. */
export type UpdatedInterests = { readonly batches: number; readonly people: number; readonly entered: number; readonly left: number };

/**
 * Turns accepted events into interests and memberships. A batch is learnt from once: its word in the outbox is finished in the same
 * transaction, so a second call finds nothing. Waiting batches are taken together, which is what keeps a burst cheap.
 */
export class UpdateInterests {
  private readonly database: Database;
  private readonly random: Random;

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  async run({ batch, most = mostBatches, now }: UpdateInterestsInput): Promise<UpdatedInterests> {
    return this.database.inTransaction(async (tx) => {
      await lockPeopleForWriting(tx);
      await lockLearning(tx);
      const batches = await takeAcceptedBatches(tx, { batch, most });
      if (batches.length === 0) return { batches: 0, people: 0, entered: 0, left: 0 };
      const learnt = await learnFrom(tx, await readLearnableActs(tx, batches), { now, random: this.random });
      await finishAcceptedBatches(tx, batches);
      return { batches: batches.length, ...learnt };
    });
  }
}
