import { attributes, isNumeric } from '../attributes.ts';
import { numberOf, type Facts } from '../facts.ts';
import type { Dictionary } from './dictionary.ts';
import { ageAt, attributeCount } from './roles.ts';

/** Facts with every value looked up once. Belongs to the index that made it; reading it allocates nothing. */
export class CompiledFacts {
  /** 1 where the attribute is known. */
  readonly known = new Uint8Array(attributeCount);
  /** The number of a numeric attribute, where known. */
  readonly numbers = new Int32Array(attributeCount);
  /** Values of attribute a stand in `values` from `from[a]` to before `from[a + 1]`; values nobody asks about are left out. */
  readonly from = new Int32Array(attributeCount + 1);
  readonly values: Int32Array;
  readonly owner: object;
  private readonly own: Facts;
  private readonly personal: CompiledFacts | undefined;
  private merged: Facts | undefined;

  constructor(owner: { dictionary: Dictionary; ageValues: Int32Array }, own: Facts, personal?: CompiledFacts) {
    this.owner = owner;
    this.own = own;
    this.personal = personal;
    const found: number[] = [];
    for (let attr = 0; attr < attributeCount; attr += 1) {
      this.read(attr, owner, found);
      this.from[attr + 1] = found.length;
    }
    this.values = Int32Array.from(found);
  }

  /** The facts themselves, those of the personal half included. */
  facts(): Facts {
    if (!this.personal) return this.own;
    if (!this.merged) {
      const merged: Record<string, unknown> = { ...this.personal.facts() };
      for (const attr of attributes) if (this.own[attr] !== undefined) merged[attr] = this.own[attr];
      this.merged = merged;
    }
    return this.merged;
  }

  private read(attr: number, { dictionary, ageValues }: { dictionary: Dictionary; ageValues: Int32Array }, found: number[]): void {
    const name = attributes[attr];
    if (name === undefined) return;
    if (this.own[name] === undefined && this.personal) this.copy(attr, this.personal, found);
    else if (isNumeric(name)) {
      const number = numberOf(this.own, name);
      if (number === undefined) return;
      this.known[attr] = 1;
      this.numbers[attr] = number;
      const value = attr === ageAt ? (ageValues[number] as number) : dictionary.find(attr, String(number));
      if (value >= 0) found.push(value);
    } else {
      const texts = this.own[name];
      if (texts === undefined) return;
      this.known[attr] = 1;
      for (const text of texts) {
        const value = dictionary.find(attr, text);
        if (value >= 0) found.push(value);
      }
    }
  }

  private copy(attr: number, { known, numbers, from, values }: CompiledFacts, found: number[]): void {
    this.known[attr] = known[attr] as number;
    this.numbers[attr] = numbers[attr] as number;
    const end = from[attr + 1] as number;
    for (let at = from[attr] as number; at < end; at += 1) found.push(values[at] as number);
  }
}
