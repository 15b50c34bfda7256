import type { Database } from '@flywheel/database';
import { extendChain, streamNames, type Stream } from '@flywheel/database/chain';

const batch = 1000;
const batchesARun = 50;

/** How many rows of each stream a run linked; `more`: it stopped at its limit, and rows wait. */
export type Chained = { linked: Record<Stream, number>; more: boolean };

/**
 * Links what was written to the books, the audit events and the sealed batches since the last run: a thousand rows a transaction, fifty
 * transactions a stream at most. Nobody who writes waits for it; the job runs every five seconds.
 */
export class ChainRecords {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(): Promise<Chained> {
    const chained: Chained = { linked: { ledger: 0, audit: 0, batches: 0 }, more: false };
    for (const stream of streamNames) {
      let more = true;
      for (let n = 0; more && n < batchesARun; n += 1) {
        const extended = await this.database.inTransaction((tx) => extendChain(tx, { stream, most: batch }));
        chained.linked[stream] += extended.linked;
        more = extended.more;
      }
      chained.more ||= more;
    }
    return chained;
  }
}
