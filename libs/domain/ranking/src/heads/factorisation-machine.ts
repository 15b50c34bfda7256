import { assert, type Random } from '@flywheel/primitives';
import { chanceOf, mostInputs } from './ftrl.ts';

/** 2^`slotsLog2` slots of `factors` numbers each; AdaGrad's `rate`; penalties of weights (`l2`) and of factors (`l2Factors`). */
export type FactorisationOptions = {
  readonly slotsLog2: number;
  readonly factors: number;
  readonly rate: number;
  readonly l2: number;
  readonly l2Factors: number;
};

/** What the design settles on: 16 factors, rate .05, λ 10⁻⁴ and 3·10⁻³, here on 2^18 slots. */
export const usualFactorisation: FactorisationOptions = { slotsLog2: 18, factors: 16, rate: 0.05, l2: 1e-4, l2Factors: 3e-3 };

const firstSpread = 0.05;
const firstSum = 1e-6;

/**
 * Factorisation machine of second order (Rendle 2010) on hashed slots, by AdaGrad (Duchi et al. 2011): logit = bias + Σ w + Σ over pairs of
 * ⟨v, v⟩, in time factors × inputs. Slot 0 is the bias, as in the FTRL head. `random` draws
 * the first factors of a slot when it first learns; until then it adds nothing.
 */
export class FactorisationMachine {
  readonly options: FactorisationOptions;
  private readonly weights: Float32Array;
  private readonly weightSums: Float32Array;
  private readonly factors: Float32Array;
  private readonly factorSums: Float32Array;
  private readonly total: Float64Array;
  private readonly random: Random;

  constructor(random: Random, options: Partial<FactorisationOptions> = {}) {
    this.options = { ...usualFactorisation, ...options };
    const { slotsLog2, factors } = this.options;
    assert(slotsLog2 >= 10 && slotsLog2 <= 22 && factors >= 1 && factors <= 64, 'a machine has 2^10 to 2^22 slots of 1 to 64 factors');
    this.weights = new Float32Array(2 ** slotsLog2);
    this.weightSums = new Float32Array(2 ** slotsLog2).fill(firstSum);
    this.factors = new Float32Array(2 ** slotsLog2 * factors);
    this.factorSums = new Float32Array(2 ** slotsLog2 * factors);
    this.random = random;
    this.total = new Float64Array(factors);
  }

  /** The chance of a 1 for the first `count` slots. */
  predict(slots: Uint32Array, count: number): number {
    return chanceOf(this.logit(slots, count));
  }

  /** Learns one example and answers the chance that was predicted before it was seen. */
  learn(slots: Uint32Array, count: number, label: 0 | 1): number {
    const chance = chanceOf(this.logit(slots, count));
    // With new factors the chance is another one, and its gradient is the one to follow.
    const gradient = (this.drawNew(slots, count) ? chanceOf(this.logit(slots, count)) : chance) - label;
    const { factors: k, l2, l2Factors, rate } = this.options;
    this.step(0, gradient, rate);
    for (let at = 0; at < count; at += 1) {
      const slot = slots[at] as number;
      this.step(slot, gradient + l2 * (this.weights[slot] as number), rate);
      for (let f = 0; f < k; f += 1) {
        const place = slot * k + f;
        const own = this.factors[place] as number;
        const slope = gradient * ((this.total[f] as number) - own) + l2Factors * own;
        const sum = (this.factorSums[place] as number) + slope * slope;
        this.factorSums[place] = sum;
        this.factors[place] = own - (rate * slope) / Math.sqrt(sum);
      }
    }
    return chance;
  }

  /** Bias + Σ w + ½ Σ_f ((Σ v)² − Σ v²); leaves Σ v behind for learning. */
  private logit(slots: Uint32Array, count: number): number {
    assert(count <= slots.length && count <= mostInputs, 'an example has at most 1,024 inputs');
    const { total, factors } = this;
    const k = this.options.factors;
    total.fill(0);
    let sum = this.weights[0] as number;
    let squares = 0;
    for (let at = 0; at < count; at += 1) {
      const slot = slots[at] as number;
      sum += this.weights[slot] as number;
      for (let f = 0; f < k; f += 1) {
        const value = factors[slot * k + f] as number;
        total[f] = (total[f] as number) + value;
        squares += value * value;
      }
    }
    let pairs = -squares;
    for (let f = 0; f < k; f += 1) pairs += (total[f] as number) ** 2;
    return sum + pairs / 2;
  }

  /** Draws the factors of slots that never learnt; whether there were any. */
  private drawNew(slots: Uint32Array, count: number): boolean {
    const k = this.options.factors;
    let drawn = false;
    for (let at = 0; at < count; at += 1) {
      const start = (slots[at] as number) * k;
      if (this.factorSums[start] !== 0) continue;
      drawn = true;
      for (let place = start; place < start + k; place += 1) {
        this.factors[place] = (this.random.next() * 2 - 1) * firstSpread;
        this.factorSums[place] = firstSum;
      }
    }
    return drawn;
  }

  private step(slot: number, slope: number, rate: number): void {
    const sum = (this.weightSums[slot] as number) + slope * slope;
    this.weightSums[slot] = sum;
    this.weights[slot] = (this.weights[slot] as number) - (rate * slope) / Math.sqrt(sum);
  }
}
