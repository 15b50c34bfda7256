import type { Database } from '@flywheel/database';
import { insertDecisions } from '@flywheel/database/decisions';
import type { ServingMemory } from './serving-memory.ts';

const rowsAtOnce = 500;

/** Writes the records that decisions left behind, up to 500 a transaction. Call it every 20 ms; kill -9 loses at most that window. */
export class RecordDecisions {
  private readonly database: Database;
  private readonly memory: ServingMemory;
  private running: Promise<number> | undefined;

  constructor(database: Database, memory: ServingMemory) {
    this.database = database;
    this.memory = memory;
  }

  /** Returns how many were written. What could not be written stays in the ring, and a full ring sheds. */
  async run(): Promise<number> {
    this.running ??= this.drain().finally(() => (this.running = undefined));
    return this.running;
  }

  private async drain(): Promise<number> {
    const records = this.memory.records.take();
    for (let from = 0; from < records.length; from += rowsAtOnce) {
      try {
        await this.database.inTransaction((tx) => insertDecisions(tx, records.slice(from, from + rowsAtOnce)));
      } catch (error) {
        this.memory.records.putBack(records.slice(from));
        throw error;
      }
    }
    return records.length;
  }
}
