import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { lockAccount, setCreditLimit } from '@flywheel/database/accounts';
import { touchConfiguration } from '@flywheel/database/campaigns';
import type { Id, Instant, Micros } from '@flywheel/primitives';

/** `limitMicros` 0 ends the credit: what is owed stays owed, campaigns made from now on are prepaid. */
export type CreditToSet = { account: Id<'acc'>; limitMicros: Micros; now: Instant; actor: string };

/**
 * Lets an account pay afterwards up to a limit, or moves the limit. A campaign is paid as its account was when it was made; so a first
 * limit moves no money. A limit below what is taken stops all leases, calls them back, and holds from when what is taken has come down.
 */
export class SetCredit {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  run({ account, limitMicros, now, actor }: CreditToSet): Promise<{ outcome: 'set' } | { outcome: 'unknown-account' }> {
    return this.database.inTransaction(async (tx) => {
      const stored = await lockAccount(tx, account);
      if (!stored) return { outcome: 'unknown-account' };
      await setCreditLimit(tx, { account, currency: stored.currency, limitMicros });
      const detail = { limitMicros: String(limitMicros), before: stored.credit ? String(stored.credit.limitMicros) : null };
      await appendAudit(tx, { actor, action: 'account.credit', subject: account, detail, now });
      await touchConfiguration(tx);
      return { outcome: 'set' };
    });
  }
}
