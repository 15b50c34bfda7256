import type { Queue } from 'bullmq';
import type { JobLog } from './job-log.ts';
import type { OfferedEffect, OutboxPort } from './outbox-port.ts';

// An event must show in its person's segments within 2 s: this wait, plus the queue's 12 ms, plus the work.
const sweepMs = 200;
const afterFailureMs = 1000;
const attempts = 8;

/** Carries waiting effects from the outbox to the queue, every 200 ms, until it is stopped. */
export class OutboxSweeper {
  private readonly outbox: OutboxPort;
  private readonly queue: Queue;
  private readonly log: JobLog;
  private readonly hold: () => Promise<boolean>;
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(outbox: OutboxPort, queue: Queue, log: JobLog, hold: () => Promise<boolean> = () => Promise.resolve(false)) {
    this.hold = hold;
    this.outbox = outbox;
    this.queue = queue;
    this.log = log;
  }

  start(): void {
    this.next(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.sweeping;
  }

  private next(afterMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep().then(
        (count) => this.next(count > 0 ? 0 : sweepMs),
        (error: Error) => {
          // The database or the queue is away; effects wait in the outbox, and the next sweep finds them.
          this.log.error({ flow: 'sweep-outbox', outcome: 'failed', reason: error.message });
          this.next(afterFailureMs);
        },
      );
    }, afterMs);
  }

  private async sweep(): Promise<number> {
    if (await this.hold()) return 0;
    return this.outbox.handOver((effects) => this.enqueue(effects));
  }

  private async enqueue(effects: readonly OfferedEffect[]): Promise<void> {
    for (const effect of effects) if (effect.again) await this.forgetEnded(jobIdOf(effect));
    await this.queue.addBulk(
      effects.map((effect) => ({
        name: effect.topic,
        data: { id: effect.id, payload: effect.payload },
        opts: {
          jobId: jobIdOf(effect),
          attempts,
          backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
          removeOnComplete: { age: 3600, count: 1000 },
          removeOnFail: { age: 604_800, count: 10_000 },
        },
      })),
    );
  }

  /**
   * The queue remembers a job that ended and would drop its namesake. One that ended without its effect being done (it failed for good
   * while the database was away, too) must make room, or the effect would wait for a week.
   */
  private async forgetEnded(jobId: string): Promise<void> {
    const job = await this.queue.getJob(jobId);
    if (job && ((await job.isFailed()) || (await job.isCompleted()))) await job.remove();
  }
}

/** The queue drops a copy while it still knows the id; an effect that was given up and is replayed has another. */
function jobIdOf({ id, attempts: givenUp }: OfferedEffect): string {
  return givenUp === 0 ? `ob-${id}` : `ob-${id}-${givenUp}`;
}
