import type { Database } from '@flywheel/database';
import type { Job } from '@flywheel/queue';
import { CountOutcomes } from './count-outcomes.ts';

/** The timed work around campaigns. */
export function advertiseJobs(database: Database): Job[] {
  const count = new CountOutcomes(database);
  return [{ name: 'count-outcomes', everyMs: 10_000, run: async (_payload, { now }) => void (await count.run({ now })) }];
}
