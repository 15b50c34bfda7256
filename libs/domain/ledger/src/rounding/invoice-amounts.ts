import { assert, micros, splitByLargestRemainder, type Micros } from '@flywheel/primitives';
import { halfEvenToMinor, minorUnitMicros } from './minor-unit.ts';

/** What an invoice says: whole minor units everywhere, lines that sum to the total, and what it leaves for the next one. */
export type InvoiceAmounts = { totalMicros: Micros; lines: Map<string, Micros>; carriedMicros: Micros };

/**
 * Rounds an invoice once: the total is the sum (with what the last invoice carried forward, which may be negative) half to even, lines
 * share it by the largest remainder, ties by id. What is below the minor unit is carried forward and is no income. Refuses a negative
 * line, and a sum below zero.
 */
export function invoiceAmounts(options: {
  currency: string;
  lines: ReadonlyArray<{ id: string; amountMicros: Micros }>;
  carriedMicros: Micros;
}): InvoiceAmounts {
  const { currency, lines, carriedMicros } = options;
  const billed = lines.reduce((sum, line) => sum + line.amountMicros, 0n);
  const exact = micros(billed + carriedMicros);
  assert(exact >= 0n, 'an invoice bills nothing negative');
  const unit = minorUnitMicros(currency);
  // Without a line there is nothing to put a carried cent on: it waits.
  const totalMicros = billed === 0n ? micros(0n) : halfEvenToMinor(exact, currency);
  const parts = splitByLargestRemainder(
    micros(totalMicros / unit),
    lines.map((line) => ({ id: line.id, weight: line.amountMicros })),
  );
  const rounded = new Map([...parts].map(([id, units]) => [id, micros(units * unit)]));
  return { totalMicros, lines: rounded, carriedMicros: micros(exact - totalMicros) };
}

/** Tax by category, each rounded once, half to even, on the category's net (whole minor units), as EN 16931 wants it; `bps` ≥ 0. */
export function taxByCategory(
  currency: string,
  categories: ReadonlyArray<{ id: string; netMicros: Micros; bps: number }>,
): Map<string, Micros> {
  return new Map(categories.map(({ id, netMicros, bps }) => [id, taxOf(currency, netMicros, bps)]));
}

function taxOf(currency: string, netMicros: Micros, bps: number): Micros {
  assert(Number.isInteger(bps) && bps >= 0, 'a tax rate is whole basis points');
  const unit = minorUnitMicros(currency);
  // Scaled by 10⁴ until the one rounding, so that no half is lost on the way to it.
  const scaled = netMicros * BigInt(bps);
  const [floor, rest] = [scaled / (unit * 10_000n), scaled % (unit * 10_000n)];
  const up = rest * 2n > unit * 10_000n || (rest * 2n === unit * 10_000n && floor % 2n === 1n);
  return micros((floor + (up ? 1n : 0n)) * unit);
}
