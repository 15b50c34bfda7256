import { assert } from '@flywheel/primitives';
import { chiSquareP } from './distributions.ts';

/** What the counts of units say of the assignment: `block`: no comparison of these arms can be trusted. */
export type SampleRatio = { readonly chiSquare: number; readonly p: number; readonly verdict: 'ok' | 'warn' | 'block' };

const warnBelow = 0.01;
const blockBelow = 0.001;

/** Pearson's χ² of the units of each arm against the shares meant for them (any positive numbers): warn at p < .01, block at p < .001. */
export function sampleRatio(units: readonly number[], shares: readonly number[]): SampleRatio {
  assert(units.length === shares.length && units.length >= 2, 'every arm has a share, and there are two arms at least');
  assert(
    shares.every((share) => share > 0),
    'a share is above 0',
  );
  const all = units.reduce((sum, count) => sum + count, 0);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const chiSquare = units.reduce((sum, count, arm) => {
    const meant = (all * (shares[arm] ?? 0)) / whole;
    return sum + (meant === 0 ? 0 : (count - meant) ** 2 / meant);
  }, 0);
  const p = chiSquareP(chiSquare, units.length - 1);
  return { chiSquare, p, verdict: p < blockBelow ? 'block' : p < warnBelow ? 'warn' : 'ok' };
}
