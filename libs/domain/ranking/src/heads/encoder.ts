import { assert } from '@flywheel/primitives';
import type { Admission } from './admission.ts';
import { mostInputs } from './ftrl.ts';

/** The features of an example by name, and which of them are also taken together (each cross: two or more names). */
export type EncoderOptions = {
  readonly slotsLog2: number;
  readonly features: readonly string[];
  readonly crosses?: ReadonlyArray<readonly string[]>;
};

/**
 * From an example's values to slots by hashing (name, value): no dictionary, so that any number of values takes the same memory (Weinberger
 * et al. 2009). The slots of a value depend on names and values alone, never on the order of features.
 */
export class Encoder {
  readonly options: EncoderOptions;
  private readonly seeds: Int32Array;
  private readonly crosses: ReadonlyArray<{ readonly seed: number; readonly of: readonly number[] }>;
  private readonly hashes: Int32Array;
  private readonly shift: number;

  constructor(options: EncoderOptions) {
    const { slotsLog2, features, crosses = [] } = options;
    assert(slotsLog2 >= 10 && slotsLog2 <= 24, 'an encoder has 2^10 to 2^24 slots');
    assert(new Set(features).size === features.length, 'features have names of their own');
    assert(features.length + crosses.length <= mostInputs, 'an example has at most 1,024 inputs');
    this.options = options;
    this.shift = 32 - slotsLog2;
    this.seeds = Int32Array.from(features, (name) => hashText(name, 0x2545f491));
    this.hashes = new Int32Array(features.length);
    this.crosses = crosses.map((names) => {
      const of = [...names].sort().map((name) => features.indexOf(name));
      assert(of.length >= 2 && of.every((at) => at >= 0), 'a cross is of two or more features that there are');
      return { seed: hashText([...names].sort().join('\n'), 0x3c6ef372), of };
    });
  }

  /**
   * Writes the slots of `values` (by the order of features; undefined leaves a feature and its crosses out) and answers how many there are.
   * With `admission` each is counted as a sighting, and those seen too rarely are left out: for learning. Without: for predicting.
   */
  encode(values: ReadonlyArray<string | undefined>, into: Uint32Array, admission?: Admission): number {
    assert(values.length === this.seeds.length, 'an example has a value, or undefined, for every feature');
    let count = 0;
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at];
      if (value === undefined) continue;
      const hash = hashText(value, this.seeds[at] as number);
      this.hashes[at] = hash;
      if (!admission || admission.see(hash)) into[count++] = this.slotOf(hash);
    }
    for (const { seed, of } of this.crosses) {
      let hash = seed;
      let whole = true;
      for (const at of of) {
        whole &&= values[at] !== undefined;
        hash = mixed(Math.imul(hash, 31) ^ (this.hashes[at] as number));
      }
      if (whole && (!admission || admission.see(hash))) into[count++] = this.slotOf(hash);
    }
    return count;
  }

  /** Slot 0 is the bias, so a hash that falls there goes to slot 1. */
  private slotOf(hash: number): number {
    return hash >>> this.shift || 1;
  }
}

/** A 32-bit hash of a text under a seed, in the manner of MurmurHash3 a UTF-16 unit at a time. */
function hashText(text: string, seed: number): number {
  let h = seed | 0;
  for (let at = 0; at < text.length; at += 1) {
    h ^= Math.imul(text.charCodeAt(at), 0xcc9e2d51);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  return mixed(h ^ text.length);
}

function mixed(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
