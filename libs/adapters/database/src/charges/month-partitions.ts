import { assert, type Instant } from '@flywheel/primitives';
import type { Database } from '../database.ts';

/** Makes the monthly partitions of facts, charges and whose they were before their first row; remembers what it made. */
export class MonthPartitions {
  private readonly database: Database;
  private readonly made = new Set<string>();

  constructor(database: Database) {
    this.database = database;
  }

  /** Makes sure that the months of these impressions (by the time inside their ids) have partitions. */
  async ensure(impressionTimes: Iterable<Instant>): Promise<void> {
    const months = new Set<string>();
    for (const at of impressionTimes) months.add(new Date(at).toISOString().slice(0, 7));
    for (const month of [...months].sort()) {
      assert(this.made.size < 1200, 'impressions lie within a hundred years');
      if (this.made.has(month)) continue;
      for (const parent of ['delivery_fact', 'charge', 'charge_viewer']) {
        await this.database.read.query('SELECT ensure_month_partition($1, $2::date)', [parent, `${month}-01`]);
      }
      this.made.add(month);
    }
  }
}
