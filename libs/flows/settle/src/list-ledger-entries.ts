import type { Database } from '@flywheel/database';
import { listEntries } from '@flywheel/database/ledger';
import type { EntriesQuery, LedgerEntry } from '@flywheel/http/ledger';
import { isId } from '@flywheel/primitives';
import { entryView } from './entry-view.ts';

/** Entries of the books, newest first; `next` continues the list. */
export class ListLedgerEntries {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ after, ...query }: EntriesQuery): Promise<{ entries: LedgerEntry[]; next: string | null }> {
    const rows = await listEntries(this.database.reports, { ...query, after: isId('ent', after) ? after : undefined });
    return { entries: rows.map(entryView), next: rows.length === query.limit ? (rows.at(-1)?.entry ?? null) : null };
  }
}
