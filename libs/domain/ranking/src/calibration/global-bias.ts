import { assert } from '@flywheel/primitives';
import { chanceOf } from '../heads/ftrl.ts';
import { logitOf } from './platt.ts';

/**
 * One number that follows the rate of everything while a model stays as it is: a shift of the log-odds, moved after each outcome by a step
 * of online Newton: (happened − predicted) over the decayed sum of p(1 − p), so that about the newest `memoryRows` rows count. It starts at
 * 0, as if that many rows had fitted.
 */
export class GlobalBias {
  private readonly memoryRows: number;
  private curve: number | undefined;
  private shift = 0;

  constructor(options: { readonly memoryRows: number }) {
    assert(options.memoryRows >= 1, 'at least one row is remembered');
    this.memoryRows = options.memoryRows;
  }

  /** The shift as it stands, in log-odds. */
  get logOdds(): number {
    return this.shift;
  }

  /** The chance under the shift as it stands. */
  apply(chance: number): number {
    return this.shift === 0 ? chance : chanceOf(logitOf(chance) + this.shift);
  }

  /** Learns what became of a row whose chance, before any shift, was this one. */
  learn(chance: number, label: 0 | 1): void {
    const shifted = this.apply(chance);
    const own = Math.max(shifted * (1 - shifted), 1e-9);
    this.curve = (this.curve ?? own * this.memoryRows) * (1 - 1 / this.memoryRows) + own;
    this.shift = Math.min(Math.max(this.shift + (label - shifted) / this.curve, -4), 4);
  }
}
