import { readAmount } from './money.ts';

const centMicros = 10_000n;

/**
 * Rounds the rows of a column to whole cents so that they add up to the rounded total: floor each, then hand the missing cents to
 * the largest remainders (largest-remainder method). Amounts in micros in and out. Rows that do not sum to the total stay as they are.
 */
export function shownAmounts(rows: readonly string[], total: string): readonly string[] {
  const amounts = rows.map(readAmount);
  const floors = amounts.map((each) => floorToCent(each));
  const sum = amounts.reduce((left, right) => left + right, 0n);
  if (sum !== readAmount(total)) return rows;
  const target = floorToCent(sum + centMicros / 2n);
  let missing = (target - floors.reduce((left, right) => left + right, 0n)) / centMicros;
  const order = amounts
    .map((each, at) => ({ at, rest: each - (floors[at] ?? 0n) }))
    .sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1));
  const shown = [...floors];
  for (const { at } of order) {
    if (missing <= 0n) break;
    shown[at] = (shown[at] ?? 0n) + centMicros;
    missing -= 1n;
  }
  return shown.map(String);
}

function floorToCent(amount: bigint): bigint {
  const rest = ((amount % centMicros) + centMicros) % centMicros;
  return amount - rest;
}
