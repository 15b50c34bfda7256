import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { giveCreditBack, lockAccount } from '@flywheel/database/accounts';
import { LedgerRefusal, postEntry } from '@flywheel/database/ledger';
import { invoicePayment } from '@flywheel/ledger/advertisers';
import { assert, type Id, type Instant, type Micros } from '@flywheel/primitives';

export type PaymentReceived = { account: Id<'acc'>; amountMicros: Micros; pspEvent: string; now: Instant; actor: string };

export type PaymentOutcome =
  | { outcome: 'posted' | 'duplicate'; entry: Id<'ent'> }
  | { outcome: 'refused'; reason: 'unknown-account' | 'other-payment' | 'more-than-owed' };

/** The one reason to leave the transaction after the entry was tried. */
class MoreThanOwed extends Error {}

/** Books what an account pays of what it owes (Dr 1020, Cr 1100), once per event of the payment provider, and makes room in its credit. */
export class ReceivePayment {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** `more-than-owed`: the books have less on 1100 and 1110. `other-payment`: that event was booked with another amount or account. */
  async run(request: PaymentReceived): Promise<PaymentOutcome> {
    try {
      return await this.book(request);
    } catch (error) {
      if (error instanceof MoreThanOwed) return { outcome: 'refused', reason: 'more-than-owed' };
      if (error instanceof LedgerRefusal && error.reason === 'other-payload') return { outcome: 'refused', reason: 'other-payment' };
      throw error;
    }
  }

  private book({ account, amountMicros, pspEvent, now, actor }: PaymentReceived): Promise<PaymentOutcome> {
    assert(amountMicros > 0n, 'a payment is more than nothing');
    return this.database.inTransaction(async (tx) => {
      const stored = await lockAccount(tx, account);
      if (!stored) return { outcome: 'refused', reason: 'unknown-account' };
      const payment = { payment: pspEvent, cash: '1020' as const, account, currency: stored.currency, amountMicros, at: now, actor };
      const posted = await postEntry(tx, invoicePayment(payment));
      // A repeated payment is answered as such, whatever is owed by now.
      if (!posted.fresh) return { outcome: 'duplicate', entry: posted.entry };
      if (amountMicros > (stored.credit?.owedMicros ?? 0n)) throw new MoreThanOwed();
      await giveCreditBack(tx, account, amountMicros);
      const detail = { amountMicros: String(amountMicros), pspEvent };
      await appendAudit(tx, { actor, action: 'account.payment', subject: account, detail, now });
      return { outcome: 'posted', entry: posted.entry };
    });
  }
}
