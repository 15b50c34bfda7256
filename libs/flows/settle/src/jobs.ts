import type { Database } from '@flywheel/database';
import { closeExpiredLeases } from '@flywheel/database/budgets';
import type { Job } from '@flywheel/queue';
import { systemRandom } from '@flywheel/runtime';
import { CheckBooks } from './checks/check-books.ts';
import type { ReadShown } from './checks/reconcile.ts';
import { RecordEngagements, type AdEngagement } from './record-engagements.ts';
import { ResolvePending } from './resolve-pending.ts';
import { ForgetChargedViewers } from './retention/forget-charged-viewers.ts';
import { ForgetDecisions } from './retention/forget-decisions.ts';
import { ForgetHistories } from './retention/forget-histories.ts';
import { ForgetHides } from './retention/forget-hides.ts';
import { SealBuckets } from './seal-buckets.ts';

/** The timed work of settlement. `readShown` reads what reports show: the nightly check compares it with the ledger. */
export function settleJobs(database: Database, readShown: ReadShown): Job[] {
  const engagements = new RecordEngagements(database, systemRandom);
  const [seal, resolve, check] = [new SealBuckets(database), new ResolvePending(database), new CheckBooks(database, readShown)];
  const [forget, forgetHides, prune] = [new ForgetDecisions(database), new ForgetHides(database), new ForgetHistories(database)];
  const forgetViewers = new ForgetChargedViewers(database);
  return [
    { name: 'seal-buckets', everyMs: 15_000, run: async (_payload, { now }) => void (await seal.run({ now })) },
    { name: 'resolve-pending-beacons', everyMs: 5_000, run: async (_payload, { now }) => void (await resolve.run({ now })) },
    {
      name: 'record-engagements',
      topic: 'ads-engaged',
      run: async (payload, { now }) => void (await engagements.run({ ...(payload as { engagements: AdEngagement[] }), now })),
    },
    {
      name: 'return-expired-leases',
      everyMs: 60_000,
      run: async (_payload, { now }) => void (await database.inTransaction((tx) => closeExpiredLeases(tx, now))),
    },
    { name: 'forget-decisions', everyMs: 10_000, run: async (_payload, { now }) => void (await forget.run({ now })) },
    { name: 'forget-hides', everyMs: 600_000, run: async (_payload, { now }) => void (await forgetHides.run({ now })) },
    { name: 'forget-histories', everyMs: 600_000, run: async (_payload, { now }) => void (await prune.run({ now })) },
    // Often, for a nightly run that was missed is due at once.
    { name: 'check-books', everyMs: 60_000, run: async (_payload, { now }) => refuseFindings(await check.runNightly({ now })) },
    { name: 'forget-charged-viewers', everyMs: 21_600_000, run: async (_payload, { now }) => void (await forgetViewers.run({ now })) },
  ];
}

/** A run that found something is kept, and fails the job as well: the log says so, once a night. */
function refuseFindings(run: Awaited<ReturnType<CheckBooks['runNightly']>>): void {
  if (!run || (run.stepsApart === 0 && run.claimsHit === 0)) return;
  const steps = run.steps.filter((step) => step.apart > 0).map((step) => `step ${step.step}, ${step.name}`);
  const claims = run.claims.filter(({ hits }) => hits > 0).map(({ claim }) => `claim ${claim}`);
  throw new Error(`the books do not add up (run ${run.run}): ${[...steps, ...claims].join('; ')}`);
}
