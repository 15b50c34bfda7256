import type { Processor, Queue, Worker } from 'bullmq';

/** Opens BullMQ's queues and workers on one engine; all of them share its connections. */
export type QueueBackend = {
  queue(name: string): Queue;
  worker(name: string, concurrency: number, run: Processor): Worker;
  /** After the queues and workers are closed. */
  close(): Promise<void>;
};
