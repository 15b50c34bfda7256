import type { Database } from '@flywheel/database';
import { writeDecisions, type DecisionRow } from '@flywheel/database/decisions';
import { RecordApart } from './record-apart.ts';
import type { ServingMemory } from './serving-memory.ts';

const rowsAtOnce = 1000;

/** Writes the records that decisions left behind, one COPY a group. Call it every 20 ms; kill -9 loses at most that window. */
export class RecordDecisions {
  private readonly database: Database;
  private readonly memory: ServingMemory;
  private readonly apart: RecordApart | undefined;
  private running: Promise<number> | undefined;

  /** `apart`: written from a thread of its own, so that a decision never waits for its record. */
  constructor(database: Database, memory: ServingMemory, apart: boolean) {
    this.database = database;
    this.memory = memory;
    this.apart = apart ? new RecordApart(database.url) : undefined;
  }

  /** Begins the thread, where there is one, and returns when it has its connection: the first record is not later than the others. */
  async open(): Promise<void> {
    await this.apart?.write([], this.database.clock.now());
  }

  /** Returns how many were written: committed. What could not be written stays in the ring, and a full ring sheds. */
  async run(): Promise<number> {
    this.running ??= this.drain().finally(() => (this.running = undefined));
    return this.running;
  }

  /** Writes what is left and ends the thread, where there is one. */
  async close(): Promise<void> {
    try {
      await this.running?.catch(() => undefined);
      await this.run();
    } finally {
      await this.apart?.close();
    }
  }

  private async drain(): Promise<number> {
    const rows = this.memory.records.take();
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      try {
        await this.write(rows.slice(from, from + rowsAtOnce));
      } catch (error) {
        this.memory.records.putBack(rows.slice(from));
        throw error;
      }
    }
    return rows.length;
  }

  private write(rows: readonly DecisionRow[]): Promise<void> {
    const recordedAt = this.database.clock.now();
    return this.apart ? this.apart.write(rows, recordedAt) : writeDecisions(this.database, rows, recordedAt);
  }
}
