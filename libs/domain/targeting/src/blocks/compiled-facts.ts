import { attributes, isNumeric, type NumericAttribute, type TextAttribute } from '../attributes.ts';
import { numberOf, type Facts } from '../facts.ts';
import type { Dictionary } from './dictionary.ts';
import { ageAt, attributeCount } from './roles.ts';

const isNumber = attributes.map(isNumeric);

/** Facts with every value looked up once. Belongs to the index that made it; reading it allocates nothing. */
export class CompiledFacts {
  /** 1 where the attribute is known. */
  readonly known: number[] = [];
  /** The number of a numeric attribute, where known. */
  readonly numbers: number[] = [];
  /** Values of attribute a stand in `values` from `from[a]` to before `from[a + 1]`; values nobody asks about are left out. */
  readonly from: number[] = [0];
  readonly values: number[] = [];
  readonly owner: object;
  private readonly own: Facts;
  private readonly personal: CompiledFacts | undefined;
  private merged: Facts | undefined;

  constructor(owner: { dictionary: Dictionary; ageValues: Int32Array }, own: Facts, personal?: CompiledFacts) {
    this.owner = owner;
    this.own = own;
    this.personal = personal;
    for (let attr = 0; attr < attributeCount; attr += 1) {
      this.known.push(0);
      this.numbers.push(0);
      this.read(attr, owner);
      this.from.push(this.values.length);
    }
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

  private read(attr: number, { dictionary, ageValues }: { dictionary: Dictionary; ageValues: Int32Array }): void {
    const name = attributes[attr];
    if (name === undefined) return;
    if (this.own[name] === undefined && this.personal) this.copy(attr, this.personal);
    else if (isNumber[attr] === true) {
      const number = numberOf(this.own, name as NumericAttribute);
      if (number === undefined) return;
      this.known[attr] = 1;
      this.numbers[attr] = number;
      this.keep(attr === ageAt ? (ageValues[number] as number) : dictionary.recall(attr, String(number)));
    } else {
      const texts = this.own[name as TextAttribute];
      if (texts === undefined) return;
      this.known[attr] = 1;
      for (const text of texts) this.keep(dictionary.recall(attr, text));
    }
  }

  private keep(value: number): void {
    if (value >= 0) this.values.push(value);
  }

  private copy(attr: number, { known, numbers, from, values }: CompiledFacts): void {
    this.known[attr] = known[attr] as number;
    this.numbers[attr] = numbers[attr] as number;
    const end = from[attr + 1] as number;
    for (let at = from[attr] as number; at < end; at += 1) this.values.push(values[at] as number);
  }
}
