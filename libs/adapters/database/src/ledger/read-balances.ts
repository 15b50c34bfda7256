import { micros, type Instant, type Micros } from '@flywheel/primitives';
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

/**
 * The balances of the past: what stood on each account that was ever posted to at the end of `effectiveThrough` (a UTC day), as far as it
 * was recorded by `recordedUntil`. A correction that was made later for an earlier day shows only when the second allows it. Without one of
 * them it does not limit. Ordered by account and currency.
 */
export async function readBalancesAsOf(tx: Tx, asOf: { effectiveThrough?: string; recordedUntil?: Instant }): Promise<Balance[]> {
  const { effectiveThrough = null, recordedUntil } = asOf;
  const { rows } = await tx.query<Row>('SELECT * FROM books.balances_as_of($1, $2) ORDER BY account, currency', [
    effectiveThrough,
    recordedUntil === undefined ? null : new Date(recordedUntil),
  ]);
  return rows.map(toBalance);
}

type Row = { account: string; currency: string; balance_micros: bigint };

function toBalance(row: Row): Balance {
  return { account: row.account, currency: row.currency, balanceMicros: micros(row.balance_micros) };
}
