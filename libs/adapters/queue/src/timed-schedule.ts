import type { Queue } from 'bullmq';
import type { JobTable } from './job-table.ts';

const kept = { removeOnComplete: { age: 3600, count: 1000 }, removeOnFail: { age: 604_800, count: 10_000 } };
const lateMs = 10_000;

/** The schedules of the timed jobs in the queue: written at each start, looked after while it runs. */
export class TimedSchedule {
  private readonly queue: Queue;
  private readonly jobs: JobTable['timed'];

  constructor(queue: Queue, jobs: JobTable['timed']) {
    this.queue = queue;
    this.jobs = jobs;
  }

  /** Writes every schedule and removes those of another version of the program. */
  async write(): Promise<void> {
    for (const scheduler of await this.queue.getJobSchedulers()) {
      if (!this.jobs.some((job) => job.name === scheduler.key)) await this.queue.removeJobScheduler(scheduler.key);
    }
    for (const job of this.jobs) await this.writeOne(job);
  }

  /**
   * Writes again what is missing or stands still at `now` (the machine's clock, which is the queue's); returns whether the queue had
   * lost every schedule, and so its memory.
   */
  async mend(now: number): Promise<boolean> {
    const found = new Map((await this.queue.getJobSchedulers()).map((scheduler) => [scheduler.key, scheduler.next ?? 0]));
    for (const job of this.jobs) {
      const next = found.get(job.name);
      if (next === undefined || now - next > job.everyMs + lateMs) await this.writeOne(job);
    }
    return this.jobs.length > 0 && found.size === 0;
  }

  private async writeOne({ name, everyMs }: JobTable['timed'][number]): Promise<void> {
    await this.queue.upsertJobScheduler(name, { every: everyMs }, { name, opts: { attempts: 1, ...kept } });
  }
}
