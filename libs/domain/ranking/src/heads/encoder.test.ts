import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Admission } from './admission.ts';
import { Encoder } from './encoder.ts';
import { createFtrl } from './ftrl.ts';
import { SlotAges } from './slot-ages.ts';

const slotsLog2 = 22;
const slotsOf = (encoder: Encoder, values: Array<string | undefined>): number[] => {
  const into = new Uint32Array(64);
  return [...into.subarray(0, encoder.encode(values, into))];
};

describe('an encoder', () => {
  it('finds the same slots however features are ordered, and never the bias', () => {
    const one = new Encoder({ slotsLog2, features: ['ad', 'hour', 'device'], crosses: [['ad', 'hour']] });
    const other = new Encoder({ slotsLog2, features: ['device', 'hour', 'ad'], crosses: [['hour', 'ad']] });
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (ad, hour, device) => {
        const slots = slotsOf(one, [ad, hour, device]);
        expect(slots.toSorted()).toEqual(slotsOf(other, [device, hour, ad]).toSorted());
        expect(slots.every((slot) => slot > 0 && slot < 2 ** slotsLog2)).toBe(true);
      }),
    );
  });

  it('tells the same value of two features apart, and a cross from its parts', () => {
    const encoder = new Encoder({ slotsLog2, features: ['a', 'b'], crosses: [['a', 'b']] });
    expect(new Set(slotsOf(encoder, ['x', 'x'])).size).toBe(3);
    expect(slotsOf(encoder, ['x', 'y'])[2]).not.toBe(slotsOf(encoder, ['y', 'x'])[2]);
  });

  it('leaves out what is not known, with its crosses', () => {
    const encoder = new Encoder({ slotsLog2, features: ['a', 'b'], crosses: [['a', 'b']] });
    expect(slotsOf(encoder, ['x', undefined])).toEqual(slotsOf(encoder, ['x', 'y']).slice(0, 1));
  });

  it('spreads values as chance would', () => {
    const encoder = new Encoder({ slotsLog2, features: ['id'] });
    const slots = Array.from({ length: 50_000 }, (_, id) => slotsOf(encoder, [String(id)])[0]);
    // Of 50,000 balls in 2^22 boxes 297 ± 17 fall where another lies.
    expect(Math.abs(50_000 - new Set(slots).size - 297)).toBeLessThan(90);
  });

  it('refuses a cross of what there is not', () => {
    expect(() => new Encoder({ slotsLog2, features: ['a'], crosses: [['a', 'b']] })).toThrow(/two or more features/);
  });
});

describe('admission', () => {
  it('never keeps out what was seen often enough', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 400 }), fc.integer({ min: 1, max: 5 }), (hashes, least) => {
        const admission = new Admission({ widthLog2: 8, least });
        const seen = new Map<number, number>();
        for (const hash of hashes) {
          seen.set(hash, (seen.get(hash) ?? 0) + 1);
          if (!admission.see(hash)) expect(seen.get(hash)).toBeLessThan(least);
        }
        for (const [hash, count] of seen) expect(admission.seen(hash)).toBeGreaterThanOrEqual(count);
      }),
    );
  });

  it('keeps out nearly everything that is rare', () => {
    const encoder = new Encoder({ slotsLog2, features: ['id'] });
    const admission = new Admission();
    const into = new Uint32Array(1);
    let early = 0;
    for (let id = 0; id < 100_000; id += 1) early += encoder.encode([`once-${id}`], into, admission);
    expect(early).toBeLessThan(100);
    encoder.encode(['often'], into, admission);
    encoder.encode(['often'], into, admission);
    expect(encoder.encode(['often'], into, admission)).toBe(1);
  });
});

describe('the age of slots', () => {
  it('forgets what nobody met for too long, and nothing else', () => {
    const model = createFtrl({ slotsLog2: 10 });
    const ages = new SlotAges(model);
    const learn = (slot: number, tick: number): void => {
      model.learn(Uint32Array.of(slot), 1, 1);
      ages.touch(Uint32Array.of(slot), 1, tick);
    };
    learn(3, 10);
    learn(4, 10);
    learn(4, 40);
    expect(ages.expire(model, 40, 30)).toEqual([]);
    expect(ages.expire(model, 41, 30)).toEqual([3]);
    expect([model.n[3], model.z[3]]).toEqual([0, 0]);
    expect(model.n[4]).toBeGreaterThan(0);
    expect(model.n[0]).toBeGreaterThan(0);
    expect(new SlotAges(model, 41).expire(model, 71, 30)).toEqual([]);
  });
});
