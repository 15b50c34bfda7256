import type { Job } from './job.ts';

/** Every job of a deployment, found by name and by topic. Total: each topic has one job, each job one trigger. */
export type JobTable = {
  readonly timed: readonly (Job & { everyMs: number })[];
  readonly byTopic: ReadonlyMap<string, Job>;
  readonly byName: ReadonlyMap<string, Job>;
};

const shortestMs = 100;

/** Checks that `jobs` handle each of `topics` exactly once and are named once; throws one sentence that lists what is wrong. */
export function registerJobs(jobs: readonly Job[], topics: readonly string[]): JobTable {
  const faults = [
    ...repeated(jobs.map((job) => job.name)).map((name) => `two jobs are named ${name}`),
    ...repeated(jobs.flatMap((job) => job.topic ?? [])).map((topic) => `the topic ${topic} has two jobs`),
    ...topics.filter((topic) => !jobs.some((job) => job.topic === topic)).map((topic) => `the topic ${topic} has no job`),
    ...jobs.flatMap((job) => triggerFault(job, topics)),
  ];
  if (faults.length > 0) throw new Error(`the job table is not total: ${faults.join('; ')}`);
  return {
    timed: jobs.flatMap((job) => (job.everyMs === undefined ? [] : [{ ...job, everyMs: job.everyMs, run: job.run.bind(job) }])),
    byTopic: new Map(jobs.flatMap((job) => (job.topic === undefined ? [] : [[job.topic, job] as const]))),
    byName: new Map(jobs.map((job) => [job.name, job] as const)),
  };
}

function triggerFault(job: Job, topics: readonly string[]): string[] {
  if ((job.everyMs === undefined) === (job.topic === undefined)) return [`the job ${job.name} needs either everyMs or a topic`];
  if (job.everyMs !== undefined && job.everyMs < shortestMs) return [`the job ${job.name} runs more often than every ${shortestMs} ms`];
  if (job.topic !== undefined && !topics.includes(job.topic)) return [`the job ${job.name} waits for ${job.topic}, which nobody writes`];
  return [];
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}
