import type { Database } from '@flywheel/database';
import { lockLearning } from '@flywheel/database/interests';
import { findViewers } from '@flywheel/database/people';
import { allowInterest, forgetInterest, isInterest, leaveInterest, refuseInterest } from '@flywheel/database/refusals';
import type { InterestChoice } from '@flywheel/http/segments';
import type { Instant } from '@flywheel/primitives';

/** `viewer` as the platform calls them; `node` as segments name it. */
export type ChosenInterest = { viewer: string; node: string; choice: InterestChoice; now: Instant };

export type ChoiceOutcome = { outcome: 'chosen' } | { outcome: 'refused'; reason: 'unknown-viewer' | 'unknown-interest' };

const refusedForMs = 90 * 86_400_000;

/**
 * A person's word about an interest and all below it. `not-interested`: they leave its segments now and do not come back for 90 days,
 * whatever they do. `remove`: they leave, and what was counted is deleted; what they do from now on counts anew. `allow`: the word is taken
 * back. Deciders follow within a second.
 */
export class ChooseInterest {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ viewer, node, choice, now }: ChosenInterest): Promise<ChoiceOutcome> {
    return this.database.inTransaction(async (tx) => {
      // No learner may bring back what is being left.
      await lockLearning(tx);
      const key = (await findViewers(tx, [viewer])).get(viewer)?.key;
      if (key === undefined) return { outcome: 'refused', reason: 'unknown-viewer' };
      if (!(await isInterest(tx, node))) return { outcome: 'refused', reason: 'unknown-interest' };
      const interest = { viewer: key, node };
      if (choice === 'allow') await allowInterest(tx, interest);
      else await leaveInterest(tx, interest, now);
      if (choice === 'not-interested') await refuseInterest(tx, interest, now + refusedForMs);
      if (choice === 'remove') await forgetInterest(tx, interest);
      return { outcome: 'chosen' };
    });
  }
}
