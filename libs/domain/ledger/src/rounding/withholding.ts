import { assert, micros, type Micros } from '@flywheel/primitives';
import { floorToMinor } from './minor-unit.ts';

/** What a payee told the authority: nothing, or a form under which the part earned from US viewers is taxed at 0 to 3,000 basis points. */
export type TaxForm = { form: 'none' } | { form: 'filed'; bps: number };

const backupBps = 2400n;

/**
 * US tax to keep from a payout: 24 % of everything without a form, else the form's rate on what US viewers brought (no treaty: 30 %).
 * Rounded down to the minor unit, so that nobody is paid less than his due. Refuses a part that is larger than the whole.
 */
export function withholding(options: { currency: string; totalMicros: Micros; usMicros: Micros; tax: TaxForm }): Micros {
  const { currency, totalMicros, usMicros, tax } = options;
  assert(usMicros >= 0n && usMicros <= totalMicros, 'the part from US viewers is a part of the total');
  if (tax.form === 'none') return floorToMinor(micros((totalMicros * backupBps) / 10_000n), currency);
  assert(Number.isInteger(tax.bps) && tax.bps >= 0 && tax.bps <= 3000, 'a form’s rate is 0 to 3,000 basis points');
  return floorToMinor(micros((usMicros * BigInt(tax.bps)) / 10_000n), currency);
}
