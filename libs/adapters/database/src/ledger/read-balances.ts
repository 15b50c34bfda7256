import { micros, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** What one account holds: debit positive, credit negative. */
export type Balance = { account: string; currency: string; balanceMicros: Micros };

/** The balances of the named accounts; an account that was never posted to is missing. */
export async function readBalances(tx: Tx, accounts: readonly string[]): Promise<Balance[]> {
  const { rows } = await tx.query<Row>(
    'SELECT account, currency, balance_micros FROM books.balance WHERE account = ANY ($1) ORDER BY account, currency',
    [accounts],
  );
  return rows.map(toBalance);
}

/** What the account holds in that currency as seen by its owner: a liability's credit is positive. 0 when never posted to. */
export async function readCreditBalance(tx: Tx, account: string, currency: string): Promise<Micros> {
  const found = (await readBalances(tx, [account])).find((each) => each.currency === currency);
  return found ? micros(-found.balanceMicros) : micros(0n);
}

type Row = { account: string; currency: string; balance_micros: bigint };

function toBalance(row: Row): Balance {
  return { account: row.account, currency: row.currency, balanceMicros: micros(row.balance_micros) };
}
