import type { Database } from '@flywheel/database';
import { runClaims } from '@flywheel/database/auditing';
import { keepRun, readLadder, readRuns, type KeptRun } from '@flywheel/database/reconciliation';
import type { Instant } from '@flywheel/primitives';
import { isLevel, type ReadShown } from './reconcile.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const nightlyAtMs = 3 * hourMs;

/** Who wants to know: nobody asks for the nightly run. */
export type Check = { now: Instant } & ({ cause: 'nightly' } | { cause: 'asked'; askedBy: string });

/** Climbs the ladder and asks every claim of the auditor from one snapshot, and keeps what they found. */
export class CheckBooks {
  private readonly database: Database;
  private readonly readShown: ReadShown;

  constructor(database: Database, readShown: ReadShown) {
    this.database = database;
    this.readShown = readShown;
  }

  async run(check: Check): Promise<KeptRun> {
    const began = performance.now();
    const found = await this.database.inSnapshot(async (tx) => {
      const steps = await readLadder(tx, { shown: await this.readShown(tx) });
      return { steps, claims: await runClaims(tx) };
    });
    const kept = {
      at: check.now,
      cause: check.cause,
      askedBy: check.cause === 'asked' ? check.askedBy : null,
      tookMs: Math.round(performance.now() - began),
      stepsApart: found.steps.filter((step) => !isLevel(step)).length,
      claimsHit: found.claims.filter(({ hits }) => hits > 0).length,
      ...found,
    };
    return { run: await this.database.inTransaction((tx) => keepRun(tx, kept)), ...kept };
  }

  /** The run of the night, once each after 03:00 UTC, and the very first one; undefined where it is not due. */
  async runNightly({ now }: { now: Instant }): Promise<KeptRun | undefined> {
    const [last] = await readRuns(this.database.read, 1);
    return last && last.at >= lastNight(now) ? undefined : this.run({ now, cause: 'nightly' });
  }
}

/** The last 03:00 UTC at or before `now`. */
function lastNight(now: Instant): Instant {
  return Math.floor((now - nightlyAtMs) / dayMs) * dayMs + nightlyAtMs;
}
