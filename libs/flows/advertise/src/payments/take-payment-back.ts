import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { lockAccount, readPayment, takeCredit } from '@flywheel/database/accounts';
import { LedgerRefusal, listEntries, postEntry } from '@flywheel/database/ledger';
import { reversal } from '@flywheel/ledger';
import type { Id, Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

export type PaymentToTakeBack = { account: Id<'acc'>; payment: Id<'ent'>; reason: string; now: Instant; actor: string };

/**
 * `unknown-payment`: the account has no such payment. `taken-back`: it was, for another reason. `spent`: prepaid money is set aside or
 * spent. `credit-used`: the room that the payment made in the credit is taken.
 */
export type TakenBack =
  | { outcome: 'posted' | 'replayed'; entry: Id<'ent'> }
  | { outcome: 'refused'; reason: 'unknown-payment' | 'taken-back' | 'spent' | 'credit-used' };

/** The one reason to leave the transaction after the entry was tried. */
class CreditUsed extends Error {}

/**
 * Takes back a payment that was recorded by mistake: its mirror image is posted, and the room that a payment of what was owed had made in
 * the credit is taken again. Money that is gone is never taken: prepaid money does not go below nothing, nor what is owed above its limit.
 */
export class TakePaymentBack {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(request: PaymentToTakeBack): Promise<TakenBack> {
    try {
      return await this.database.inTransaction((tx) => takeBack(tx, request));
    } catch (error) {
      if (error instanceof CreditUsed) return { outcome: 'refused', reason: 'credit-used' };
      if (!(error instanceof LedgerRefusal)) throw error;
      if (error.reason === 'other-payload' || error.reason === 'ended') return { outcome: 'refused', reason: 'taken-back' };
      if (error.reason === 'overdrawn') return { outcome: 'refused', reason: 'spent' };
      throw error;
    }
  }
}

async function takeBack(tx: Tx, { account, payment, reason, now, actor }: PaymentToTakeBack): Promise<TakenBack> {
  await lockAccount(tx, account);
  const paid = await readPayment(tx, account, payment);
  const [entry] = paid ? await listEntries(tx, { entry: payment, limit: 1 }) : [];
  if (!paid || !entry) return { outcome: 'refused', reason: 'unknown-payment' };
  const posted = await postEntry(tx, reversal({ entry: payment, postings: entry.postings, reason, at: now, actor }));
  // Asked again it is answered as before, whatever room there is by now.
  if (!posted.fresh) return { outcome: 'replayed', entry: posted.entry };
  if (paid.kind === 'invoice-payment' && !(await takeCredit(tx, account, paid.amountMicros))) throw new CreditUsed();
  const detail = { payment, reversal: posted.entry, amountMicros: String(paid.amountMicros), reason };
  await appendAudit(tx, { actor, action: 'account.payment-taken-back', subject: account, detail, now });
  return { outcome: 'posted', entry: posted.entry };
}
