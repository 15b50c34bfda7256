import type { Queue } from 'bullmq';
import type { JobLog } from './job-log.ts';
import type { OutboxPort } from './outbox-port.ts';

// An event must show in its person's segments within 2 s: this wait, plus the queue's 12 ms, plus the work.
const sweepMs = 200;
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
          // The database is away; effects wait in it, and the next sweep finds them.
          this.log.error({ flow: 'sweep-outbox', outcome: 'failed', reason: error.message });
          this.next(sweepMs * 10);
        },
      );
    }, afterMs);
  }

  private async sweep(): Promise<number> {
    if (await this.hold()) return 0;
    const effects = await this.outbox.take();
    if (effects.length === 0) return 0;
    await this.queue.addBulk(
      effects.map((effect) => ({
        name: effect.topic,
        data: { id: effect.id, payload: effect.payload },
        opts: {
          // The queue drops a copy while it still knows the id; a replayed one has another.
          jobId: `ob-${effect.id}-${effect.attempts}`,
          attempts,
          backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
          removeOnComplete: { age: 3600, count: 1000 },
          removeOnFail: { age: 604_800, count: 10_000 },
        },
      })),
    );
    return effects.length;
  }
}
