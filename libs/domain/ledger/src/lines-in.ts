import { assert, micros } from '@flywheel/primitives';
import type { Posting } from './entry.ts';

/** A side of an entry in one currency; refuses a negative amount, so that a debit is always a debit. */
type Side = (account: string, amountMicros: bigint) => Posting;

/** The two sides of entries in one currency. */
export function linesIn(currency: string): { debit: Side; credit: Side } {
  const side = (sign: bigint) => (account: string, amountMicros: bigint) => {
    assert(amountMicros >= 0n, `a line of ${account} has an amount that is not negative`);
    return { account, currency, amountMicros: micros(sign * amountMicros) };
  };
  return { debit: side(1n), credit: side(-1n) };
}
