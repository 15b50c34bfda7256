import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { insertModelVersion, readModel, readStanding, setHeld } from '@flywheel/database/models';
import type { Instant } from '@flywheel/primitives';

/** Who asks, and why. */
export type HoldOrder = { actor: string; reason: string; now: Instant };

/** `unknown`: there is no such version, or it is no longer kept. */
export type RolledBack = { outcome: 'published'; version: bigint } | { outcome: 'unknown' };

/** Publishes an old version again, whole, as a new one, and holds it until it is let go; each with its reason in the audit. */
export class HoldModel {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Back to `version`; decisions follow within a second. */
  async run({ version: restores, actor, reason, now }: HoldOrder & { version: bigint }): Promise<RolledBack> {
    return this.database.inTransaction(async (tx) => {
      const old = await readModel(tx, restores);
      if (old.version !== restores) return { outcome: 'unknown' };
      await setHeld(tx, true);
      const version = (await readStanding(tx)).version + 1n;
      const whole = { version, publishedAt: now, basedOn: undefined, change: old.model };
      await insertModelVersion(tx, whole, { actor, reason, restores });
      const detail = { restores: String(restores), reason };
      await appendAudit(tx, { actor, action: 'model.rolled-back', subject: String(version), detail, now });
      return { outcome: 'published', version };
    });
  }

  /** Lets the learner publish what it has learnt meanwhile. */
  async resume({ actor, reason, now }: HoldOrder): Promise<void> {
    await this.database.inTransaction(async (tx) => {
      await setHeld(tx, false);
      const { version } = await readStanding(tx);
      await appendAudit(tx, { actor, action: 'model.resumed', subject: String(version), detail: { reason }, now });
    });
  }
}
