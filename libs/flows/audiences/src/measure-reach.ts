import type { Database } from '@flywheel/database';
import { allowLongStatements, dropStaleEdits, forgetLeavers } from '@flywheel/database/audience-lists';
import { dueForCount, lockAudience } from '@flywheel/database/audiences';
import { checkReach, dueForMeasure, forgetToldSizes, writeReach } from '@flywheel/database/reach';
import { assert, type Instant } from '@flywheel/primitives';
import { parseTargeting } from '@flywheel/targeting';
import { settleCount } from './settle-count.ts';

const minuteMs = 60_000;
const everyMs = 15 * minuteMs;
const dayMs = 24 * 60 * minuteMs;
const atOnce = 200;

/**
 * Each minute what is 15 minutes old: counts audiences and measures the expressions of ad sets that may serve, at most 200 of each, so
 * that one that fell below its least size stops (543) and one that grew starts again. Cleans up what uploads and sizes left behind.
 */
export class MeasureReach {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ now }: { now: Instant }): Promise<{ counted: number; measured: number; obstructed: number }> {
    const audiences = await dueForCount(this.database.read, now - everyMs, atOnce);
    for (const audience of audiences) {
      await this.database.inTransaction(async (tx) => {
        await allowLongStatements(tx);
        const stored = await lockAudience(tx, audience);
        if (stored && !stored.archived) await settleCount(tx, stored, now);
      });
    }
    let obstructed = 0;
    const due = await dueForMeasure(this.database.read, { before: now - everyMs, now, limit: atOnce });
    for (const { adSet, account, targeting } of due) {
      const parsed = parseTargeting(targeting);
      assert(parsed.outcome === 'parsed', `the targeting of ${adSet} was checked when it was saved`);
      const reach = await checkReach(this.database.reports, { account, targeting: parsed.targeting });
      if (reach.outcome !== 'met') obstructed += 1;
      await this.database.inTransaction((tx) => writeReach(tx, adSet, reach, now));
    }
    await this.cleanUp(now);
    return { counted: audiences.length, measured: due.length, obstructed };
  }

  private async cleanUp(now: Instant): Promise<void> {
    await this.database.inTransaction(async (tx) => {
      await dropStaleEdits(tx, now - 60 * minuteMs, now);
      await forgetLeavers(tx, now - dayMs);
      await forgetToldSizes(tx, now - dayMs);
    });
  }
}
