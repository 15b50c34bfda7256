import { seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFtrl, encodeFtrl, hashFtrl } from './encode-ftrl.ts';
import { createFtrl, type Ftrl } from './ftrl.ts';

type Example = { slots: number[]; inputs: number[]; label: 0 | 1; importance: number };
const example: fc.Arbitrary<Example> = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }).chain((slots) =>
  fc.record({
    slots: fc.constant(slots),
    inputs: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: slots.length, maxLength: slots.length }),
    label: fc.constantFrom(0 as const, 1 as const),
    importance: fc.constantFrom(1, 0.5, 4),
  }),
);
const settings = fc.record({
  alpha: fc.constantFrom(0.05, 0.1, 0.5),
  beta: fc.constantFrom(0.5, 1),
  l1: fc.constantFrom(0, 0.3, 1),
  l2: fc.constantFrom(0.1, 0.5),
});
type Settings = { alpha: number; beta: number; l1: number; l2: number };
const f32 = Math.fround;

/** The weight that minimises Σ g·w + ½ Σ σ (w − w_s)² + λ1|w| + ½ λ2' w², found by bisection on its slope, not by the closed form. */
function naiveWeight(of: { g: number; sigmas: number; pulled: number; curve: number }, l1: number): number {
  const slope = (w: number): number => of.g - of.pulled + of.sigmas * w + of.curve * w + l1 * Math.sign(w);
  if (Math.abs(of.g - of.pulled) <= l1) return 0;
  let [low, high] = [-1e4, 1e4];
  for (let round = 0; round < 200; round += 1) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** The regret problem that FTRL-Proximal solves at every step, kept as its sums and solved anew each time. */
function naivePrediction(examples: readonly Example[], last: Example, set: Settings): number {
  const sums = new Map<number, { g: number; sigmas: number; pulled: number; n: number }>();
  const of = (slot: number) => sums.get(slot) ?? { g: 0, sigmas: 0, pulled: 0, n: 0 };
  const weight = (slot: number): number => {
    const own = of(slot);
    const curve = set.beta / set.alpha + (slot === 0 ? 0 : set.l2);
    return naiveWeight({ ...own, curve }, slot === 0 ? 0 : set.l1);
  };
  const chance = ({ slots, inputs }: Example): number =>
    1 / (1 + Math.exp(-slots.reduce((sum, slot, at) => sum + weight(slot) * (inputs[at] ?? 0), weight(0))));
  for (const each of examples) {
    const gradient = (chance(each) - each.label) * each.importance;
    const steps = [0, ...each.slots].map((slot, at) => ({
      slot,
      g: at === 0 ? gradient : gradient * (each.inputs[at - 1] ?? 0),
      w: weight(slot),
    }));
    for (const { slot, g, w } of steps) {
      const own = of(slot);
      const sigma = (Math.sqrt(own.n + g * g) - Math.sqrt(own.n)) / set.alpha;
      sums.set(slot, { g: own.g + g, sigmas: own.sigmas + sigma, pulled: own.pulled + sigma * w, n: own.n + g * g });
    }
  }
  return chance(last);
}

function learnAll(model: Ftrl, examples: readonly Example[]): Ftrl {
  for (const { slots, inputs, label, importance } of examples)
    model.learn(Uint32Array.from(slots), slots.length, label, importance, Float64Array.from(inputs));
  return model;
}

describe('FTRL-Proximal', () => {
  it('predicts what solving its problem anew after every example predicts', () => {
    fc.assert(
      fc.property(fc.array(example, { maxLength: 25 }), example, settings, (examples, last, set) => {
        const model = learnAll(createFtrl({ slotsLog2: 10, ...set }), examples);
        const predicted = model.predict(Uint32Array.from(last.slots), last.slots.length, Float64Array.from(last.inputs));
        expect(Math.abs(predicted - naivePrediction(examples, last, set))).toBeLessThan(1e-4);
      }),
      { numRuns: 300 },
    );
  });

  it('finds the log-odds behind what it sees', () => {
    const random = seededRandom('odds');
    const model = createFtrl({ slotsLog2: 10, l1: 0, l2: 0.1, alpha: 0.5 });
    for (let round = 0; round < 40_000; round += 1) {
      const slot = 1 + Math.floor(random.next() * 3);
      model.learn(Uint32Array.of(slot), 1, random.next() < slot * 0.2 ? 1 : 0);
    }
    for (const slot of [1, 2, 3]) expect(Math.abs(model.predict(Uint32Array.of(slot), 1) - slot * 0.2)).toBeLessThan(0.02);
  });

  it('answers, when it learns, what it would have predicted before', () => {
    fc.assert(
      fc.property(fc.array(example, { minLength: 1, maxLength: 20 }), (examples) => {
        const model = createFtrl({ slotsLog2: 10, l1: 0.2 });
        for (const { slots, inputs, label } of examples) {
          const before = model.predict(Uint32Array.from(slots), slots.length, Float64Array.from(inputs));
          expect(model.learn(Uint32Array.from(slots), slots.length, label, 1, Float64Array.from(inputs))).toBe(before);
        }
      }),
    );
  });

  it('is surer of a slot the more it has seen of it', () => {
    const model = createFtrl({ slotsLog2: 10 });
    const slot = Uint32Array.of(5);
    let before = model.variance(slot, 1);
    expect(before).toBeCloseTo(1 / 0.1);
    for (let round = 0; round < 20; round += 1) {
      model.learn(slot, 1, round % 3 === 0 ? 1 : 0);
      expect(model.variance(slot, 1)).toBeLessThan(before);
      before = model.variance(slot, 1);
    }
  });
});

describe('a head as bytes', () => {
  it('comes back to the bit and has the same hash', () => {
    fc.assert(
      fc.property(fc.array(example, { maxLength: 20 }), settings, (examples, set) => {
        const model = learnAll(createFtrl({ slotsLog2: 10, ...set }), examples);
        const again = decodeFtrl(encodeFtrl(model));
        expect(again.options).toEqual(model.options);
        // A slot that was never corrected may hold −0.
        expect([...again.z].map((z) => z + 0)).toEqual([...model.z].map((z) => z + 0));
        expect(again.n).toEqual(model.n);
        expect(hashFtrl(again)).toBe(hashFtrl(learnAll(createFtrl({ slotsLog2: 10, ...set }), examples)));
      }),
    );
  });

  it('has another hash after one more example', () => {
    const model = createFtrl({ slotsLog2: 10 });
    const before = hashFtrl(model);
    model.learn(Uint32Array.of(3), 1, 1);
    expect(hashFtrl(model)).not.toBe(before);
  });

  it('is refused when it is cut or foreign', () => {
    const bytes = encodeFtrl(learnAll(createFtrl({ slotsLog2: 10 }), [{ slots: [1], inputs: [1], label: 1, importance: 1 }]));
    expect(() => decodeFtrl(bytes.slice(0, -1))).toThrow(/as long as it says/);
    expect(() => decodeFtrl(new Uint8Array(64))).toThrow(/no head/);
  });

  it('keeps z and n in 32 bits', () => {
    const model = createFtrl({ slotsLog2: 10, l1: 0 });
    model.learn(Uint32Array.of(9), 1, 1, 1, Float64Array.of(0.1));
    expect(model.z[9]).toBe(f32(-0.05));
  });
});
