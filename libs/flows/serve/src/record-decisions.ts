import type { Database } from '@flywheel/database';
import { copyDecisionRows, insertDecisions, type DecisionRow } from '@flywheel/database/decisions';
import type { ServingMemory } from './serving-memory.ts';

const rowsAtOnce = 1000;
const uniqueViolation = '23505';

/** Writes the records that decisions left behind, one COPY a group. Call it every 20 ms; kill -9 loses at most that window. */
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

  /** A group whose commit was not heard of may be there already: then its rows go in one by one where they are missing. */
  private async write(rows: readonly DecisionRow[]): Promise<void> {
    const recordedAt = this.database.clock.now();
    try {
      await copyDecisionRows(this.database, rows, recordedAt);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === uniqueViolation)) throw error;
      await this.database.inTransaction((tx) => insertDecisions(tx, rows, recordedAt));
    }
  }
}
