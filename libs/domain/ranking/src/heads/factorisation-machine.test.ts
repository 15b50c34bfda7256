import { seededRandom } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { areaUnderCurve } from '../metrics/area-under-curve.ts';
import { FactorisationMachine } from './factorisation-machine.ts';
import { createFtrl } from './ftrl.ts';

/** People 1…30 like things 101…130 of their own parity: nothing about either alone says whether they do. */
function draw(count: number, seed: string): Array<{ slots: Uint32Array; label: 0 | 1 }> {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const [person, thing] = [1 + Math.floor(random.next() * 30), 101 + Math.floor(random.next() * 30)];
    const label = random.next() < ((person + thing) % 2 === 0 ? 0.8 : 0.2) ? 1 : 0;
    return { slots: Uint32Array.of(person, thing), label };
  });
}

describe('a factorisation machine', () => {
  it('learns which pairs go together, where a line can not', () => {
    const [train, test] = [draw(8000, 'train'), draw(2000, 'test')];
    const machine = new FactorisationMachine(seededRandom('factors'), { slotsLog2: 10 });
    const line = createFtrl({ slotsLog2: 10 });
    for (let epoch = 0; epoch < 8; epoch += 1) {
      for (const { slots, label } of train) {
        machine.learn(slots, 2, label);
        line.learn(slots, 2, label);
      }
    }
    const auc = (model: { predict(slots: Uint32Array, count: number): number }): number =>
      areaUnderCurve({
        chances: Float64Array.from(test, ({ slots }) => model.predict(slots, 2)),
        labels: Uint8Array.from(test, ({ label }) => label),
      }) ?? NaN;
    expect(auc(machine)).toBeGreaterThan(0.75);
    expect(auc(line)).toBeLessThan(0.6);
  });

  it('moves towards what it sees, and answers what it predicted before', () => {
    const machine = new FactorisationMachine(seededRandom('slope'), { slotsLog2: 10, factors: 3, l2: 0, l2Factors: 0, rate: 1e-3 });
    const slots = Uint32Array.of(5, 6, 7);
    let last = machine.predict(slots, 3);
    for (let step = 0; step < 50; step += 1) {
      expect(machine.learn(slots, 3, 1)).toBe(last);
      const next = machine.predict(slots, 3);
      expect(next).toBeGreaterThan(last);
      last = next;
    }
  });
});
