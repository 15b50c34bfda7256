import { attributeCount } from './roles.ts';

/** A dictionary as typed arrays: the texts end to end in UTF-16, where each begins, and a hash table of numbers + 1. */
export type DictionaryImage = { units: Uint16Array; starts: Int32Array; table: Int32Array; size: number };

// Texts that were found before are found again by the engine's own hash; so many of them are kept, the rest is looked up.
const mostRemembered = 65_536;

/** Numbers the values of attributes: (attribute, text) → 0, 1, 2 … Typed arrays only, exact, filled at half at most. */
export class Dictionary {
  private units: Uint16Array;
  private starts: Int32Array;
  private table: Int32Array;
  private readonly remembered: Array<Map<string, number>> = Array.from({ length: attributeCount }, () => new Map());
  private rememberedCount = 0;
  size: number;

  constructor(image: DictionaryImage = emptyImage()) {
    ({ units: this.units, starts: this.starts, table: this.table, size: this.size } = image);
  }

  /** The number of a value, or −1. `attr` is the attribute's place in the list of attributes. */
  find(attr: number, text: string): number {
    const mask = this.table.length - 1;
    let at = hashOf(attr, text) & mask;
    for (;;) {
      const found = (this.table[at] as number) - 1;
      if (found < 0 || this.is(found, attr, text)) return found;
      at = (at + 1) & mask;
    }
  }

  /** As `find`, faster for values that are asked for again and again. To be used once nothing is added any more. */
  recall(attr: number, text: string): number {
    const known = this.remembered[attr]?.get(text);
    if (known !== undefined) return known;
    const found = this.find(attr, text);
    if (found >= 0 && this.rememberedCount < mostRemembered) {
      this.remembered[attr]?.set(text, found);
      this.rememberedCount += 1;
    }
    return found;
  }

  /** The number of a value; a new one where there is none yet. */
  add(attr: number, text: string): number {
    const known = this.find(attr, text);
    if (known >= 0) return known;
    const number = this.size;
    const start = this.starts[number] as number;
    this.reserve(start + text.length + 1, number + 2);
    this.units[start] = attr;
    for (let at = 0; at < text.length; at += 1) this.units[start + 1 + at] = text.charCodeAt(at);
    this.starts[number + 1] = start + 1 + text.length;
    this.size = number + 1;
    this.place(number, hashOf(attr, text));
    if (this.size * 2 > this.table.length) this.widen();
    return number;
  }

  /** The attribute that a value belongs to. */
  attributeOf(value: number): number {
    return this.units[this.starts[value] as number] as number;
  }

  /** The arrays alone, cut to what they hold. */
  image(): DictionaryImage {
    const end = this.starts[this.size] as number;
    return { units: this.units.slice(0, end), starts: this.starts.slice(0, this.size + 1), table: this.table, size: this.size };
  }

  private is(number: number, attr: number, text: string): boolean {
    const start = this.starts[number] as number;
    if ((this.starts[number + 1] as number) - start !== text.length + 1 || this.units[start] !== attr) return false;
    for (let at = 0; at < text.length; at += 1) if (this.units[start + 1 + at] !== text.charCodeAt(at)) return false;
    return true;
  }

  private place(number: number, hash: number): void {
    const mask = this.table.length - 1;
    let at = hash & mask;
    while (this.table[at] !== 0) at = (at + 1) & mask;
    this.table[at] = number + 1;
  }

  private widen(): void {
    this.table = new Int32Array(this.table.length * 2);
    for (let number = 0; number < this.size; number += 1) {
      const [start, end] = [this.starts[number] as number, this.starts[number + 1] as number];
      let hash = hashStart(this.units[start] as number);
      for (let at = start + 1; at < end; at += 1) hash = hashNext(hash, this.units[at] as number);
      this.place(number, hashEnd(hash));
    }
  }

  private reserve(units: number, starts: number): void {
    if (units > this.units.length) this.units = grown(this.units, new Uint16Array(Math.max(units, this.units.length * 2)));
    if (starts > this.starts.length) this.starts = grown(this.starts, new Int32Array(Math.max(starts, this.starts.length * 2)));
  }
}

function emptyImage(): DictionaryImage {
  return { units: new Uint16Array(1024), starts: new Int32Array(64), table: new Int32Array(128), size: 0 };
}

function grown<A extends Uint16Array | Int32Array>(old: A, larger: A): A {
  larger.set(old);
  return larger;
}

/** FNV-1a over the attribute and the UTF-16 units, with a last mix for the low bits. */
function hashOf(attr: number, text: string): number {
  let hash = hashStart(attr);
  for (let at = 0; at < text.length; at += 1) hash = hashNext(hash, text.charCodeAt(at));
  return hashEnd(hash);
}

function hashStart(attr: number): number {
  return hashNext(0x811c9dc5, attr);
}

function hashNext(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

function hashEnd(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
}
