import { assert } from '@flywheel/primitives';
import { stableExp } from '../stable-exp.ts';

/** How a head learns: 2^`slotsLog2` weights (10…24), learning rate `alpha` > 0, `beta` ≥ 0, penalties `l1`, `l2` ≥ 0. */
export type FtrlOptions = {
  readonly slotsLog2: number;
  readonly alpha: number;
  readonly beta: number;
  readonly l1: number;
  readonly l2: number;
};

/** What the design starts from: α .1, β 1, λ1 1, λ2 .1 on 2^20 slots. */
export const usualFtrl: FtrlOptions = { slotsLog2: 20, alpha: 0.1, beta: 1, l1: 1, l2: 0.1 };

/** The most inputs one example can have. */
export const mostInputs = 1024;

/**
 * Logistic regression by FTRL-Proximal (McMahan et al. 2013, "Ad Click Prediction: a View from the Trenches"), one hashed weight a slot,
 * `z` and `n` in 32 bits. Slot 0 is the bias: always an input of 1, never given by the caller and not penalised. Inputs are slots 1…2^k −
 * 1, each worth 1 unless `inputs` says otherwise (by place); then its gradient is (p − y)·x. Sums run in the order given, from basic
 * arithmetic and square roots alone: the same examples give the same bits on every engine.
 */
export class Ftrl {
  readonly options: FtrlOptions;
  readonly z: Float32Array;
  readonly n: Float32Array;
  // The weights of the example at hand, so that a slot that comes twice is corrected from the weight that was predicted with.
  private readonly weights = new Float64Array(mostInputs);

  constructor(options: FtrlOptions, state?: { z: Float32Array; n: Float32Array }) {
    const { slotsLog2, alpha, beta, l1, l2 } = options;
    assert(Number.isInteger(slotsLog2) && slotsLog2 >= 10 && slotsLog2 <= 24, 'a head has 2^10 to 2^24 slots');
    assert(alpha > 0 && beta >= 0 && l1 >= 0 && l2 >= 0, 'alpha is above 0, beta and the penalties are not negative');
    this.options = { slotsLog2, alpha, beta, l1, l2 };
    this.z = state?.z ?? new Float32Array(2 ** slotsLog2);
    this.n = state?.n ?? new Float32Array(2 ** slotsLog2);
    assert(this.z.length === 2 ** slotsLog2 && this.n.length === this.z.length, 'a state has a z and an n for every slot');
  }

  /** The weight of a slot: 0 while |z| ≤ λ1, else −(z − sgn(z)·λ1) / ((β + √n)/α + λ2). */
  weightOf(slot: number): number {
    const { alpha, beta, l1, l2 } = this.options;
    const z = this.z[slot] as number;
    if (slot === 0) return -z / ((beta + Math.sqrt(this.n[0] as number)) / alpha || 1);
    if (z <= l1 && z >= -l1) return 0;
    return -(z > 0 ? z - l1 : z + l1) / ((beta + Math.sqrt(this.n[slot] as number)) / alpha + l2);
  }

  /** The log-odds of the first `count` slots: the bias plus Σ weight·input. */
  logit(slots: Uint32Array, count: number, inputs?: Float64Array): number {
    const { weights } = this;
    assert(count <= slots.length && count <= mostInputs, 'an example has at most 1,024 inputs');
    let sum = this.weightOf(0);
    for (let at = 0; at < count; at += 1) {
      const weight = this.weightOf(slots[at] as number);
      weights[at] = weight;
      sum += inputs ? weight * (inputs[at] as number) : weight;
    }
    return sum;
  }

  /** The chance of a 1, in (0, 1). */
  predict(slots: Uint32Array, count: number, inputs?: Float64Array): number {
    return chanceOf(this.logit(slots, count, inputs));
  }

  /** Learns one example of weight `importance` and answers the chance that was predicted before it was seen. */
  learn(slots: Uint32Array, count: number, label: 0 | 1, importance = 1, inputs?: Float64Array): number {
    const bias = this.weightOf(0);
    const chance = this.predict(slots, count, inputs);
    const gradient = (chance - label) * importance;
    this.step(0, gradient, bias);
    for (let at = 0; at < count; at += 1) {
      const own = inputs ? gradient * (inputs[at] as number) : gradient;
      this.step(slots[at] as number, own, this.weights[at] as number);
    }
    return chance;
  }

  /** Σ x²/(λ2 + n) over the inputs: the variance of the logit when n stands for the Fisher information, for Thompson draws. */
  variance(slots: Uint32Array, count: number, inputs?: Float64Array): number {
    let sum = 0;
    for (let at = 0; at < count; at += 1) {
      const input = inputs ? (inputs[at] as number) : 1;
      sum += (input * input) / (this.options.l2 + (this.n[slots[at] as number] as number));
    }
    return sum;
  }

  private step(slot: number, gradient: number, weight: number): void {
    const before = this.n[slot] as number;
    const after = before + gradient * gradient;
    this.z[slot] = (this.z[slot] as number) + gradient - ((Math.sqrt(after) - Math.sqrt(before)) / this.options.alpha) * weight;
    this.n[slot] = after;
  }
}

/** A head that knows nothing yet: every chance is one half. */
export function createFtrl(options: Partial<FtrlOptions> = {}): Ftrl {
  return new Ftrl({ ...usualFtrl, ...options });
}

/** 1/(1 + e^−logit), the same on every engine; beyond ±40 held there. */
export function chanceOf(logit: number): number {
  return 1 / (1 + stableExp(-logit));
}
