import type { Database } from '@flywheel/database';
import type { Job } from '@flywheel/queue';
import { BuildAudiences } from './build-audiences.ts';
import { MeasureReach } from './measure-reach.ts';

const minuteMs = 60_000;

/** Background work of audiences: who is in them, and whether what is targeted reaches enough people. */
export function audienceJobs(database: Database): Job[] {
  const build = new BuildAudiences(database);
  const measure = new MeasureReach(database);
  return [
    { name: 'build-audiences', everyMs: minuteMs, run: async (_, { now }) => void (await build.run({ now })) },
    { name: 'measure-reach', everyMs: minuteMs, run: async (_, { now }) => void (await measure.run({ now })) },
  ];
}
