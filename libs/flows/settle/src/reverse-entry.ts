import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { LedgerRefusal, listEntries, postEntry } from '@flywheel/database/ledger';
import { reversal } from '@flywheel/ledger';
import type { Id, Instant } from '@flywheel/primitives';

export type ReverseRequest = { entry: Id<'ent'>; reason: string; now: Instant; actor: string };

/**
 * `kept-elsewhere`: budgets, charges or runs stand beside the entry and would no longer agree with it. `ended`: it was reversed for another
 * reason, or what it began was paid or failed. `spent`: what it brought is no longer there.
 */
export type Reversed =
  | { outcome: 'posted' | 'replayed'; entry: Id<'ent'> }
  | { outcome: 'refused'; reason: 'unknown-entry' | 'kept-elsewhere' | 'ended' | 'spent' };

/** Kinds of entries that are corrected by their own flows: tables beside the books follow them. */
export const keptElsewhere: ReadonlySet<string> = new Set(['hold', 'release', 'batch', 'invoice-payment', 'month-close', 'reinvestment']);

/**
 * Undoes an entry by its mirror image, linked to it, in the current month, for a stated reason; the same request again answers with the
 * same reversal. It asks for no approval: whoever calls it has one, or the right to do without.
 */
export class ReverseEntry {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(request: ReverseRequest): Promise<Reversed> {
    try {
      return await this.post(request);
    } catch (error) {
      if (!(error instanceof LedgerRefusal)) throw error;
      if (error.reason === 'ended' || error.reason === 'other-payload') return { outcome: 'refused', reason: 'ended' };
      if (error.reason === 'overdrawn') return { outcome: 'refused', reason: 'spent' };
      throw error;
    }
  }

  private post({ entry, reason, now, actor }: ReverseRequest): Promise<Reversed> {
    return this.database.inTransaction(async (tx) => {
      const [found] = await listEntries(tx, { entry, limit: 1 });
      if (!found) return { outcome: 'refused', reason: 'unknown-entry' };
      if (keptElsewhere.has(found.kind)) return { outcome: 'refused', reason: 'kept-elsewhere' };
      const posted = await postEntry(tx, reversal({ entry, postings: found.postings, reason, at: now, actor }));
      if (!posted.fresh) return { outcome: 'replayed', entry: posted.entry };
      await appendAudit(tx, { actor, action: 'ledger.reverse', subject: entry, detail: { reason, reversal: posted.entry }, now });
      return { outcome: 'posted', entry: posted.entry };
    });
  }
}
