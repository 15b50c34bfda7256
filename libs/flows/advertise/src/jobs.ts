import type { Database } from '@flywheel/database';
import type { Job } from '@flywheel/queue';
import { CountOutcomes } from './count-outcomes.ts';
import { KeepFunding } from './keep-funding.ts';

/** The timed work around campaigns and their money. */
export function advertiseJobs(database: Database): Job[] {
  const [count, keepFunding] = [new CountOutcomes(database), new KeepFunding(database)];
  return [
    { name: 'count-outcomes', everyMs: 10_000, run: async (_payload, { now }) => void (await count.run({ now })) },
    { name: 'keep-funding', everyMs: 1000, run: async (_payload, { now }) => void (await keepFunding.run({ now })) },
  ];
}
