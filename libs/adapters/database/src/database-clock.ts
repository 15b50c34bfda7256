import type { Clock, Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

const rereadMs = 1000;

/** The database's clock without a query per reading: a monotonic local timer plus an offset that is reread each second. */
export class DatabaseClock implements Clock {
  private offset = 0;
  private last = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly tx: Tx;

  constructor(tx: Tx) {
    this.tx = tx;
  }

  async start(): Promise<void> {
    await this.reread();
    this.timer = setInterval(() => {
      // While the database is away the old offset stays good; /health tells that it is away.
      this.reread().catch(() => undefined);
    }, rereadMs);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Never goes back within one process. */
  now(): Instant {
    this.last = Math.max(this.last, Math.trunc(performance.timeOrigin + performance.now() + this.offset));
    return this.last;
  }

  private async reread(): Promise<void> {
    const before = performance.now();
    const { rows } = await this.tx.query<{ ms: number }>('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms');
    const middle = performance.timeOrigin + (before + performance.now()) / 2;
    this.offset = (rows[0]?.ms ?? middle) - middle;
  }
}
