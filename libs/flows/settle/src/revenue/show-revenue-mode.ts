import type { Database } from '@flywheel/database';
import { readRevenueMode, type StoredRevenueMode } from '@flywheel/database/sealing';

/** Tells how batches that are sealed now are booked, and since when. */
export class ShowRevenueMode {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  run(): Promise<StoredRevenueMode> {
    return readRevenueMode(this.database.read);
  }
}
