import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { insertRevenueMode, lockSealing, readRevenueMode } from '@flywheel/database/sealing';
import type { RevenueMode } from '@flywheel/ledger/books';
import type { Instant } from '@flywheel/primitives';

/**
 * Makes the deployment's setting true: batches sealed from now on are booked as this mode, those sealed before stay as they were. A mode
 * that differs from the one before is recorded and audited; the same again changes nothing.
 */
export class SetRevenueMode {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  run({ mode, now, actor }: { mode: RevenueMode; now: Instant; actor: string }): Promise<{ outcome: 'changed' | 'same' }> {
    return this.database.inTransaction(async (tx) => {
      // A span that is being sealed is booked wholly as it began.
      await lockSealing(tx);
      const before = await readRevenueMode(tx);
      if (before.mode === mode) return { outcome: 'same' };
      await insertRevenueMode(tx, { mode, since: now, actor });
      await appendAudit(tx, { actor, action: 'revenue.mode', subject: 'deployment', detail: { mode, before: before.mode }, now });
      return { outcome: 'changed' };
    });
  }
}
