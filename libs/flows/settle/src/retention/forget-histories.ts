import type { Database } from '@flywheel/database';
import { markVersions, pruneHistory, readNamedVersions, type History } from '@flywheel/database/retention';
import { readWorld } from '@flywheel/database/world';
import type { Instant } from '@flywheel/primitives';
import { unchargedMs } from './forget-decisions.ts';

const batch = 2_000;
const batchesARun = 10;

/**
 * How many rows of each history a run let go; `more`: it stopped at its limit. `not-yet`: decisions wait for their first look, or the
 * histories are younger than the decisions that may name them. A replayed site's decisions are all kept, and what they name with them.
 */
export type Pruning =
  | { outcome: 'pruned'; config: number; pacing: number; model: number; more: boolean }
  | { outcome: 'not-yet' }
  | { outcome: 'replayed-world' };

/**
 * Lets go of configuration, pacing and models that no kept decision was made from. A run looks at 20,000 rows of each history at most, in
 * transactions of 2,000, and every batch leaves its proof. The job runs every ten minutes.
 */
export class ForgetHistories {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ now }: { now: Instant }): Promise<Pruning> {
    if ((await readWorld(this.database.read))?.name === 'replay') return { outcome: 'replayed-world' };
    const named = await this.database.inTransaction(async (tx) => {
      await markVersions(tx, now);
      return readNamedVersions(tx, now - unchargedMs);
    });
    if (!named) return { outcome: 'not-yet' };
    const config = await this.prune('config-history', named.config, now);
    const pacing = await this.prune('pacing-history', named.pacing, now);
    const model = await this.prune('model-history', named.model, now);
    const more = config.more || pacing.more || model.more;
    return { outcome: 'pruned', config: config.dropped, pacing: pacing.dropped, model: model.dropped, more };
  }

  private async prune(history: History, until: bigint, at: Instant): Promise<{ dropped: number; more: boolean }> {
    let dropped = 0;
    for (let n = 0; n < batchesARun; n += 1) {
      const step = await this.database.inTransaction((tx) => pruneHistory(tx, history, { until, limit: batch, at }));
      dropped += step.dropped;
      if (step.looked < batch) return { dropped, more: false };
    }
    return { dropped, more: true };
  }
}
