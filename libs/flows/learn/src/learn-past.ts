import type { Database } from '@flywheel/database';
import { finishAcceptedBatches, lockLearning, readActsBetween, takeBatchesBefore } from '@flywheel/database/interests';
import { lockPeopleForWriting } from '@flywheel/database/people';
import type { Instant, Random } from '@flywheel/primitives';
import { learnFrom } from './learn-from.ts';

/** Learns from the stored past in the order in which it happened: a site that was imported whole is replayed span by span with it. */
export class LearnPast {
  private readonly database: Database;
  private readonly random: Random;

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  /** Learns from the events of [from, to) once: spans follow each other without a gap. Batches that end before `to` are done with. */
  async run({ from, to }: { from: Instant; to: Instant }): Promise<{ people: number; entered: number; left: number }> {
    return this.database.inTransaction(async (tx) => {
      await lockPeopleForWriting(tx);
      await lockLearning(tx);
      const learnt = await learnFrom(tx, await readActsBetween(tx, { from, to }), { now: to, random: this.random });
      await finishAcceptedBatches(tx, await takeBatchesBefore(tx, to));
      return learnt;
    });
  }
}
