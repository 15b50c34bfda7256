import { describe, expect, it } from 'vitest';
import type { Job } from './job.ts';
import { registerJobs } from './job-table.ts';

const job = (name: string, trigger: { everyMs?: number; topic?: string }): Job => ({ name, ...trigger, run: async () => undefined });

describe('registerJobs', () => {
  it('finds every job by name and by topic', () => {
    const table = registerJobs([job('a', { everyMs: 1000 }), job('b', { topic: 't' })], ['t']);
    expect([...table.byName.keys()]).toEqual(['a', 'b']);
    expect(table.byTopic.get('t')?.name).toBe('b');
    expect(table.timed.map((each) => each.everyMs)).toEqual([1000]);
  });

  it('refuses a topic without a job', () => {
    expect(() => registerJobs([], ['events-accepted'])).toThrow('the topic events-accepted has no job');
  });

  it('refuses two jobs for one topic and two of one name', () => {
    const jobs = [job('a', { topic: 't' }), job('a', { topic: 't' })];
    expect(() => registerJobs(jobs, ['t'])).toThrow('two jobs are named a; the topic t has two jobs');
  });

  it('refuses a job that nothing starts, that two things start, or that waits for nobody', () => {
    expect(() => registerJobs([job('a', {})], [])).toThrow('needs either everyMs or a topic');
    expect(() => registerJobs([job('a', { everyMs: 1000, topic: 't' })], ['t'])).toThrow('needs either everyMs or a topic');
    expect(() => registerJobs([job('a', { topic: 'nobody' })], [])).toThrow('which nobody writes');
  });
});
