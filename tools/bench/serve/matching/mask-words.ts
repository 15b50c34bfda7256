import type { Facts, Targeting } from '@flywheel/targeting';
import { ageCuts, subjects } from './vocabulary.ts';
import type { Campaign } from './workload.ts';

/** Words of a campaign's mask. */
export const maskWordCount = 5;

type Field = { bits: number; bitOf(value: string): number };

/** Attributes with one value: where their bits begin among all words; the last bit of a field is "unknown". */
export const maskFields: ReadonlyMap<string, Field & { from: number }> = placed([
  ['country', listed('country', 60)],
  ['language', listed('language', 20)],
  ['age', { bits: ageCuts.length + 1, bitOf: (value) => ageCuts.findLastIndex((cut) => Number(value) >= cut) + 1 }],
  ['device', listed('device', 4)],
  ['os', listed('os', 6)],
  ['browser', listed('browser', 6)],
  ['placement', listed('placement', 10)],
  ['hour', { bits: 24, bitOf: Number }],
  ['weekday', { bits: 7, bitOf: (value) => Number(value) - 1 }],
]);

/** The masks of all campaigns, five words each: bit set = passes with this value. */
export class MaskWords {
  readonly words: Int32Array;

  constructor(count: number) {
    this.words = new Int32Array(count * maskWordCount).fill(-1);
  }

  put({ number, targeting }: Campaign): void {
    if (targeting.kind === 'all') for (const part of targeting.parts) this.restrict(number, part);
  }

  /** The viewer's bits: one in each field. */
  viewer(facts: Facts, into: Int32Array): void {
    into.fill(0);
    for (const [attr, field] of maskFields) {
      const held = facts[attr as 'country' | 'age'];
      const value = Array.isArray(held) ? (held as string[])[0] : (held as number | undefined);
      const bit = field.from + (value === undefined ? field.bits - 1 : field.bitOf(String(value)));
      into[bit >> 5] = (into[bit >> 5] as number) | (1 << (bit & 31));
    }
  }

  private restrict(number: number, part: Targeting): void {
    if (part.kind !== 'in' && part.kind !== 'range') return;
    const field = maskFields.get(part.attr);
    if (!field) return;
    const allowed = new Set(part.kind === 'in' ? [...part.values].map((value) => field.bitOf(value)) : spanBits(part, field));
    for (let at = 0; at < field.bits; at += 1) if (!allowed.has(at)) this.clear(number, field.from + at);
  }

  private clear(number: number, bit: number): void {
    const word = number * maskWordCount + (bit >> 5);
    this.words[word] = (this.words[word] as number) & ~(1 << (bit & 31));
  }
}

function spanBits({ attr, from, to }: Extract<Targeting, { kind: 'range' }>, field: Field): number[] {
  const values = Array.from({ length: 131 }, (_, value) => value).filter((value) =>
    from <= to ? value >= from && value <= to : value >= from || value <= to,
  );
  const asked =
    attr === 'hour' ? values.filter((value) => value < 24) : attr === 'weekday' ? values.filter((value) => value > 0 && value < 8) : values;
  return asked.map((value) => field.bitOf(String(value)));
}

function listed(name: string, count: number): Field {
  const subject = subjects.find((each) => each.name === name);
  const bits = new Map(Array.from({ length: count }, (_, value) => [subject?.word(value), value]));
  return { bits: count + 1, bitOf: (value) => bits.get(value) ?? -1 };
}

/** Country takes two words whole; no other field goes over the end of a word. */
function placed(fields: ReadonlyArray<readonly [string, Field]>): Map<string, Field & { from: number }> {
  const found = new Map<string, Field & { from: number }>();
  let from = 0;
  for (const [attr, field] of fields) {
    if ((from & 31) + field.bits > 32 && from % 32 !== 0) from = (from + 31) & ~31;
    found.set(attr, { ...field, from });
    from += field.bits;
  }
  return found;
}
