import { keyedHash } from '@flywheel/primitives';

const million = 1_000_000;

/** Whether a request of this seed is explored: `sharePpm` of them are, decided by the seed alone. */
export function isExplored(seed: string, sharePpm: number): boolean {
  return sharePpm > 0 && Number.parseInt(keyedHash(seed, 'explored').slice(0, 12), 16) % million < sharePpm;
}

/** What the draws of a request of this seed are salted with: the n-th of its sets of draws, the 0th is what a decision is made with. */
export function drawsOf(seed: string, n = 0): number {
  return Number.parseInt(keyedHash(seed, `draws ${n}`).slice(0, 8), 16) | 0;
}
