import type { Database } from '@flywheel/database';
import { dropChargeViewers, readReleasedUntil } from '@flywheel/database/retention';
import { readWorld } from '@flywheel/database/world';
import type { Instant } from '@flywheel/primitives';

const dayMs = 86_400_000;
/** A creator may appeal for 30 days after his month was closed, and has an answer within 14. */
const appealMs = 44 * dayMs;

/** The partitions that went; a replayed site's years are past: it keeps all. */
export type ForgottenViewers = { outcome: 'forgotten'; months: readonly string[] } | { outcome: 'replayed-world' };

/**
 * Forgets who caused a charge once the pools of its month are paid out and can no longer be appealed against. An impression of one month
 * may be charged in the next (a click, a view), so a month goes when the one after it is through as well. Charges themselves stay.
 */
export class ForgetChargedViewers {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ now }: { now: Instant }): Promise<ForgottenViewers> {
    if ((await readWorld(this.database.read))?.name === 'replay') return { outcome: 'replayed-world' };
    const released = await readReleasedUntil(this.database.read, now - appealMs);
    if (released === undefined) return { outcome: 'forgotten', months: [] };
    const end = new Date(released);
    const before = Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - 1, 1);
    return { outcome: 'forgotten', months: await this.database.inTransaction((tx) => dropChargeViewers(tx, before)) };
  }
}
