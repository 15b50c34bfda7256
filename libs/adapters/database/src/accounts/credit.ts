import { creditWindow } from '@flywheel/pacing/leases';
import { assert, toRowId, type Id, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { ensureBudget } from '../budgets/ensure-budget.ts';

/**
 * Lets an account pay afterwards up to a limit, or moves that limit; 0: campaigns made from now on are prepaid again. What is taken already
 * stays taken: the limit then holds from when it has come down.
 */
export async function setCreditLimit(tx: Tx, credit: { account: Id<'acc'>; currency: string; limitMicros: Micros }): Promise<void> {
  const { account, currency, limitMicros } = credit;
  await ensureBudget(tx, { campaign: account, window: creditWindow, currency, capMicros: limitMicros });
  await tx.query('UPDATE ad_account SET funding = $2 WHERE account_id = $1', [toRowId(account), limitMicros > 0n ? 'postpaid' : 'prepaid']);
}

/** A payment makes room again. Refuses more than is taken. Call it in the transaction that books the payment, and only once for it. */
export async function giveCreditBack(tx: Tx, account: Id<'acc'>, amountMicros: Micros): Promise<void> {
  const { rowCount } = await tx.query(
    `UPDATE budget SET leased_micros = leased_micros - $2 WHERE campaign_id = $1 AND time_window = 'credit' AND leased_micros >= $2`,
    [toRowId(account), amountMicros],
  );
  assert(rowCount === 1, 'a payment gives back credit that was taken');
}

/**
 * Takes again the room that a payment had made; false, and nothing taken, where less of the limit is left than that. Call it in the
 * transaction that books the payment's reversal, and only once for it.
 */
export async function takeCredit(tx: Tx, account: Id<'acc'>, amountMicros: Micros): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE budget SET leased_micros = leased_micros + $2 WHERE campaign_id = $1 AND time_window = 'credit'
       AND leased_micros + $2 <= coalesce(wanted_micros, cap_micros)`,
    [toRowId(account), amountMicros],
  );
  return rowCount === 1;
}
