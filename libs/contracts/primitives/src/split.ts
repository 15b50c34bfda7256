import { assert } from './assert.ts';
import type { Micros } from './micros.ts';

/**
 * Splits `total` (≥ 0) by non-negative integer weights with the largest remainder (Hamilton's method).
 * Each part is ⌊x⌋ or ⌊x⌋ + 1 and the parts sum to `total`; ties go to the smaller id, so the order of `parts` does not matter.
 * Refuses a negative total or weight, and a positive total over weights that are all zero.
 */
export function splitByLargestRemainder<K extends string>(total: Micros, parts: ReadonlyArray<{ id: K; weight: bigint }>): Map<K, Micros> {
  const weightSum = parts.reduce((sum, part) => sum + part.weight, 0n);
  assert(total >= 0n && parts.every((part) => part.weight >= 0n), 'a split needs a total and weights that are not negative');
  assert(total === 0n || weightSum > 0n, 'a positive total needs at least one positive weight');
  const shares = parts.map((part) => {
    const scaled = total * part.weight;
    return { id: part.id, floor: weightSum === 0n ? 0n : scaled / weightSum, rest: weightSum === 0n ? 0n : scaled % weightSum };
  });
  let left = total - shares.reduce((sum, share) => sum + share.floor, 0n);
  const byRest = [...shares].sort((a, b) => (a.rest === b.rest ? (a.id < b.id ? -1 : 1) : a.rest > b.rest ? -1 : 1));
  const result = new Map<K, Micros>(shares.map((share) => [share.id, share.floor as Micros]));
  for (const share of byRest) {
    if (left === 0n) break;
    result.set(share.id, (share.floor + 1n) as Micros);
    left -= 1n;
  }
  assert(left === 0n, 'the largest remainder leaves nothing over');
  return result;
}
