import type { Database } from '@flywheel/database';
import { closeExpiredLeases } from '@flywheel/database/budgets';
import type { Job } from '@flywheel/queue';
import { systemRandom } from '@flywheel/runtime';
import { Reconcile } from './reconcile.ts';
import { RecordEngagements, type AdEngagement } from './record-engagements.ts';
import { ResolvePending } from './resolve-pending.ts';
import { ForgetDecisions } from './retention/forget-decisions.ts';
import { ForgetHistories } from './retention/forget-histories.ts';
import { ForgetHides } from './retention/forget-hides.ts';
import { SealBuckets } from './seal-buckets.ts';

const dayMs = 86_400_000;

/** The timed work of settlement. */
export function settleJobs(database: Database): Job[] {
  const engagements = new RecordEngagements(database, systemRandom);
  const [seal, resolve, reconcile] = [new SealBuckets(database), new ResolvePending(database), new Reconcile(database)];
  const [forget, forgetHides, prune] = [new ForgetDecisions(database), new ForgetHides(database), new ForgetHistories(database)];
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
    { name: 'reconcile', everyMs: dayMs, run: async () => refuseDifference(await reconcile.run()) },
  ];
}

/** A ladder that is not level fails the job: it shows in the operator's list of failures with its steps. */
function refuseDifference({ clean, steps }: Awaited<ReturnType<Reconcile['run']>>): void {
  if (clean) return;
  const uneven = steps.filter((step) => step.differenceN !== 0 || (step.differenceMicros ?? 0n) !== 0n).map((step) => step.name);
  throw new Error(`the ladder is not level at: ${uneven.join(', ')}`);
}
