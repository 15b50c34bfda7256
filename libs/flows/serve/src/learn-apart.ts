import type { Worker } from 'node:worker_threads';
import type { Instant } from '@flywheel/primitives';
import type { LearnAnswer, LearnOrder } from './learn-worker.ts';
import { startThread } from './start-thread.ts';

/** Learns and publishes in a thread of its own: the deciding thread only follows what was published. One turn at a time. */
export class LearnApart {
  private readonly about: { url: string; holder: string };
  private worker: Worker | undefined;
  private turn: { resolve: () => void; reject: (error: Error) => void } | undefined;

  constructor(about: { url: string; holder: string }) {
    this.about = about;
  }

  /** Resolves when the turn is over; at once while the last one goes on. */
  async run({ now }: { now: Instant }): Promise<void> {
    if (this.turn) return;
    const worker = (this.worker ??= this.start());
    await new Promise<void>((resolve, reject) => {
      this.turn = { resolve, reject };
      worker.postMessage({ now } satisfies LearnOrder);
    });
  }

  /** Ends the thread after its turn. */
  async close(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    await new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
      worker.ref();
      worker.postMessage('end' satisfies LearnOrder);
    });
  }

  private start(): Worker {
    const worker = startThread('learn-worker', this.about);
    worker.unref();
    worker.on('message', ({ failure }: LearnAnswer) => this.over(failure === undefined ? undefined : new Error(failure)));
    worker.once('error', (error: Error) => this.ended(worker, error));
    worker.once('exit', (code) => this.ended(worker, new Error(`the thread that learns ended with ${code}`)));
    return worker;
  }

  private ended(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.over(error);
  }

  private over(error: Error | undefined): void {
    const { turn } = this;
    this.turn = undefined;
    if (error) turn?.reject(error);
    else turn?.resolve();
  }
}
