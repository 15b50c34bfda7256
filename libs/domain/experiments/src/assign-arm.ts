import { assert, keyedHash } from '@flywheel/primitives';

/**
 * The arm (by place in `shares`, fractions that add up to 1) of a unit in an experiment, by hash: the same for ever, independent between
 * experiments. Raising one share at the cost of the last keeps everybody else where they were.
 */
export function assignArm(experiment: string, unit: string, shares: readonly number[]): number {
  const total = shares.reduce((sum, share) => sum + share, 0);
  assert(shares.length > 0 && shares.every((share) => share >= 0) && Math.abs(total - 1) < 1e-9, 'shares of arms add up to 1');
  const place = Number.parseInt(keyedHash(experiment, unit).slice(0, 12), 16) / 2 ** 48;
  let below = 0;
  for (let arm = 0; arm < shares.length; arm += 1) {
    below += shares[arm] ?? 0;
    if (place < below) return arm;
  }
  return shares.length - 1;
}
