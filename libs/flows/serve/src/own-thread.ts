import type { Transferable, Worker, WorkerOptions } from 'node:worker_threads';
import { startThread, type ThreadProgram } from './start-thread.ts';

/** What the owner of a thread is told: each answer, and that the thread is gone with whatever it had not answered. */
export type ThreadListener<Answer> = { answered(answer: Answer): void; lost(error: Error): void };

/**
 * A thread that works for one owner: begins with its first order, and anew with the next one should it end by itself. It keeps no process
 * alive but while `busy` says so.
 */
export class OwnThread<Order, Answer> {
  private readonly program: ThreadProgram;
  private readonly about: WorkerOptions['workerData'];
  private readonly listener: ThreadListener<Answer>;
  private worker: Worker | undefined;

  constructor(program: ThreadProgram, about: WorkerOptions['workerData'], listener: ThreadListener<Answer>) {
    this.program = program;
    this.about = about;
    this.listener = listener;
  }

  order(order: Order, handedOver: readonly Transferable[] = []): void {
    this.worker ??= this.start();
    this.worker.postMessage(order, handedOver);
  }

  /** Whether a process has to wait for the thread. */
  busy(busy: boolean): void {
    if (busy) this.worker?.ref();
    else this.worker?.unref();
  }

  /** Ends the thread by its last order, after what it was given; a later order may begin another. */
  async close(end: Order): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    await new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
      worker.ref();
      worker.postMessage(end);
    });
  }

  private start(): Worker {
    const worker = startThread(this.program, this.about);
    worker.unref();
    worker.on('message', (answer: Answer) => this.listener.answered(answer));
    worker.once('error', (error: Error) => this.ended(worker, error));
    worker.once('exit', (code) => this.ended(worker, new Error(`the thread of ${this.program} ended with ${code}`)));
    return worker;
  }

  private ended(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.listener.lost(error);
  }
}
