import type { Database } from '@flywheel/database';
import { eraseViewer } from '@flywheel/database/people';
import type { EraseResponse } from '@flywheel/http/people';
import type { Instant } from '@flywheel/primitives';
import { qualityMemoryOf } from './quality-memory.ts';

const stays = [
  {
    what: 'charges, ledger entries and closed totals',
    why: 'books must stay complete; they never held the person, only random impression ids',
  },
  { what: 'counts of ads shown and clicked', why: 'the row that said who saw them is gone' },
  { what: 'the random pseudonym in the list of erasures', why: 'the erasure is repeated after a restore from a backup' },
];

/** Erases a viewer at the platform's word: at once, in one transaction. Calling it again is harmless. */
export class EraseViewer {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ viewer, now }: { readonly viewer: string; readonly now: Instant }): Promise<EraseResponse> {
    const removed = await this.database.inTransaction((tx) => eraseViewer(tx, viewer, now));
    // After the commit: whoever still wrote of this person had to end before it.
    qualityMemoryOf(this.database).forget(viewer);
    return removed ? { outcome: 'erased', removed, stays } : { outcome: 'unknown', removed: {}, stays: [] };
  }
}
