import type { Clock } from '@flywheel/primitives';
import type { Job as QueuedJob, Queue, Worker } from 'bullmq';
import type { JobLog } from './job-log.ts';
import { EffectDone } from './job.ts';
import type { JobTable } from './job-table.ts';
import type { FailurePort, OutboxPort } from './outbox-port.ts';
import { OutboxSweeper } from './outbox-sweeper.ts';
import type { QueueBackend } from './queue-engine.ts';
import { TimedSchedule } from './timed-schedule.ts';

export type JobRunnerOptions = {
  readonly jobs: JobTable;
  readonly outbox: OutboxPort;
  readonly failures: FailurePort;
  readonly backend: QueueBackend;
  readonly clock: Clock;
  readonly log: JobLog;
  /** While it says true, effects wait in the outbox and timed jobs pass their turn: a seeder writes a past that "now" must not touch. */
  readonly hold?: () => Promise<boolean>;
};

const effectQueue = 'effects';
const timedQueue = 'timed';
const concurrency = 4;
const mendMs = 2000;
const patienceMs = 8000;

/** Runs the job table on a queue: outbox rows as they come, timed jobs as often as they say. */
export class JobRunner {
  private readonly options: JobRunnerOptions;
  private readonly running = new Set<string>();
  /** Timed jobs whose last failure, if any, is cleared. */
  private readonly well = new Set<string>();
  private queues: Queue[] = [];
  private workers: Worker[] = [];
  private sweeper: OutboxSweeper | undefined;
  private mending: NodeJS.Timeout | undefined;
  private notedAt = -Infinity;

  constructor(options: JobRunnerOptions) {
    this.options = options;
  }

  /** Schedules are written from the table at each start, and again whenever the queue has lost its memory. */
  async start(): Promise<void> {
    const { backend, jobs, outbox, log, hold } = this.options;
    const [effects, timed] = [backend.queue(effectQueue), backend.queue(timedQueue)];
    this.queues = [effects, timed];
    this.workers = [
      backend.worker(effectQueue, concurrency, (job) => this.runEffect(job)),
      backend.worker(timedQueue, concurrency, (job) => this.runTimed(job)),
    ];
    const broken = (error: Error): void => this.noteBroken(error);
    for (const queue of this.queues) queue.on('error', broken);
    for (const worker of this.workers) worker.on('error', broken);
    this.workers[0]?.on('failed', (job, error) => void this.afterFailure(job, error));
    const schedule = new TimedSchedule(timed, jobs.timed);
    await schedule.write();
    for (const worker of this.workers) worker.run().catch(broken);
    this.sweeper = new OutboxSweeper(outbox, effects, log, hold);
    this.sweeper.start();
    this.mending = setInterval(() => {
      this.mend(schedule).catch(broken);
    }, mendMs);
  }

  /** Lets what runs come to its end and takes nothing new. With the queue away, eight seconds are enough. The caller closes the backend. */
  async stop(): Promise<void> {
    clearInterval(this.mending);
    const close = async (force: boolean): Promise<void> => {
      await Promise.all(this.workers.map((worker) => worker.close(force)));
      await Promise.all(this.queues.map((queue) => queue.close()));
    };
    const inOrder = async (): Promise<true> => {
      await this.sweeper?.stop();
      await close(false);
      return true;
    };
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), patienceMs);
    });
    const ended = await Promise.race([inOrder(), tooLate]);
    clearTimeout(timer);
    if (!ended) this.options.log.error({ flow: 'job-queue', outcome: 'left', reason: 'it does not answer' });
  }

  private async mend(schedule: TimedSchedule): Promise<void> {
    if (await schedule.mend(performance.timeOrigin + performance.now())) await this.options.outbox.takeBack();
  }

  /** An engine that goes away breaks every connection at once, and again at each attempt to come back: one line in five seconds tells. */
  private noteBroken(error: Error): void {
    const at = performance.now();
    if (at - this.notedAt < noteEveryMs) return;
    this.notedAt = at;
    this.options.log.error({ flow: 'job-queue', outcome: 'broken', reason: error.message });
  }

  private async runEffect(queued: QueuedJob): Promise<void> {
    const { outbox, jobs, clock } = this.options;
    const { id, payload } = queued.data as { id: string; payload: unknown };
    const job = jobs.byTopic.get(queued.name);
    if (!job) throw new Error(`no job handles the topic ${queued.name}`);
    if (!(await outbox.isWaiting(id))) return;
    const finish: Parameters<typeof job.run>[1]['finish'] = async (tx) => {
      if (!(await outbox.finish(id, tx))) throw new EffectDone();
    };
    try {
      await this.timedLine(job.name, () => job.run(payload, { now: clock.now(), finish }));
    } catch (error) {
      if (error instanceof EffectDone) return;
      throw error;
    }
    await outbox.finish(id);
  }

  private async runTimed(queued: QueuedJob): Promise<void> {
    const job = this.options.jobs.byName.get(queued.name);
    // A schedule of another version of the program; its own start removes it.
    if (!job || this.running.has(job.name)) return;
    const { hold, clock, failures } = this.options;
    this.running.add(job.name);
    try {
      if (await hold?.()) return;
      await this.timedLine(job.name, () => job.run(undefined, { now: clock.now(), finish: async () => undefined }));
      if (!this.well.has(job.name)) await failures.clear(job.name);
      this.well.add(job.name);
    } catch (error) {
      this.well.delete(job.name);
      // With the database away there is nowhere to note it; the next turn that fails is noted.
      await failures.note(job.name, sentence(error)).catch(() => undefined);
      throw error;
    } finally {
      this.running.delete(job.name);
    }
  }

  private async timedLine(flow: string, run: () => Promise<void>): Promise<void> {
    const began = performance.now();
    try {
      await run();
    } catch (error) {
      if (error instanceof EffectDone) throw error;
      this.options.log.error({ flow, outcome: 'failed', reason: sentence(error), ms: Math.round(performance.now() - began) });
      throw error;
    }
    const ms = Math.round(performance.now() - began);
    // Timed jobs that did nothing noteworthy would fill the log: only slow ones are written.
    if (ms >= slowMs) this.options.log.info({ flow, outcome: 'done', ms });
  }

  private async afterFailure(queued: QueuedJob | undefined, error: Error): Promise<void> {
    if (!queued || queued.attemptsMade < (queued.opts.attempts ?? 1)) return;
    const { id } = queued.data as { id: string };
    // With the database away too, the row stays handed over and is offered again when it is back.
    await this.options.outbox.giveUp(id, error.message).catch(() => undefined);
  }
}

const slowMs = 1000;
const noteEveryMs = 5000;

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
