import { assert, type Micros } from '@flywheel/primitives';
import type { Posting } from './entry.ts';

/** The two lines that debit one account and credit another by the same amount (≥ 0). */
export function transfer(options: { debit: string; credit: string; currency: string; amountMicros: Micros }): Posting[] {
  const { debit, credit, currency, amountMicros } = options;
  assert(amountMicros >= 0n, 'a transfer moves an amount that is not negative');
  return [
    { account: debit, currency, amountMicros },
    { account: credit, currency, amountMicros: -amountMicros as Micros },
  ];
}
