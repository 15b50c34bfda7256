import type { Database } from '@flywheel/database';
import { dropHiddenImpressions } from '@flywheel/database/caps';
import type { Instant } from '@flywheel/primitives';

const keptMs = 86_400_000;
const batch = 2_000;
const batchesARun = 10;

/** Forgets, after 24 hours, which impressions were hidden by visits without consent; 20,000 a run at most. */
export class ForgetHides {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ now }: { now: Instant }): Promise<{ forgotten: number }> {
    let forgotten = 0;
    for (let n = 0; n < batchesARun; n += 1) {
      const gone = await this.database.inTransaction((tx) => dropHiddenImpressions(tx, { before: now - keptMs, limit: batch }));
      forgotten += gone;
      if (gone < batch) break;
    }
    return { forgotten };
  }
}
