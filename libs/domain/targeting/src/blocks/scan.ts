import { evaluate } from '../evaluate.ts';
import { BlockReader } from './block-reader.ts';
import type { CompiledFacts } from './compiled-facts.ts';
import { blockWords, type IndexImage } from './index-image.ts';
import type { Overlay } from './overlay.ts';
import { Plan } from './plan.ts';
import { runProgram } from './program.ts';

/** A step ends with the word that brings it to so many entries. */
const stepEntries = 8;
/** Most entries that one step can find: those, what else their last word holds, and as many again and more out of the overlay. */
const mostFound = 1024;

/**
 * Finds who matches, the highest keys first, step by step: read `found` after each step, and stop as soon as `bound` is too
 * low to matter. Reuses its memory: one scan at a time, and none over a change of the index.
 */
export class Scan {
  /** The entries of the last step; as many as `nextStep` said, each entry once in a scan. */
  readonly found = new Int32Array(mostFound);
  /** The largest key of anything not yet returned; −1 when all was. */
  bound = -1;
  /** The block last read; −1 before the first. */
  block = -1;
  private readonly image: IndexImage;
  private readonly overlay: Overlay;
  private readonly plan: Plan;
  private readonly reader: BlockReader;
  private readonly words: number;
  private facts: CompiledFacts | undefined;
  /** The next word to be read, counted over all blocks. */
  private word = 0;
  private displaced = 0;
  private lastEntry = -1;

  constructor(image: IndexImage, overlay: Overlay) {
    this.image = image;
    this.overlay = overlay;
    this.plan = new Plan(image);
    this.reader = new BlockReader(image, this.plan);
    this.words = image.wordBound.length - 1;
  }

  /** Begins anew for these facts. */
  begin(facts: CompiledFacts): this {
    this.facts = facts;
    this.plan.set(facts);
    this.reader.begin();
    this.block = this.lastEntry = -1;
    this.word = this.displaced = 0;
    this.bound = this.boundOfRest();
    return this;
  }

  /**
   * Reads the next words, of one block at most, and what is due of the overlay; answers how many entries now stand in `found`, −1 at the
   * end.
   */
  nextStep(): number {
    const { facts, overlay } = this;
    if (!facts || (this.word >= this.words && this.displaced >= overlay.items.length)) return -1;
    let count = 0;
    if (this.word < this.words) {
      if (this.word % blockWords === 0) this.reader.read((this.block += 1));
      count = this.extract(facts);
    }
    if (this.displaced < overlay.items.length) count = this.addDisplaced(facts, count);
    this.bound = this.boundOfRest();
    return count;
  }

  private boundOfRest(): number {
    const key = this.image.wordBound[this.word] as number;
    const item = this.overlay.items[this.displaced];
    return item && item.key > key ? item.key : key;
  }

  /** An entry's slots stand beside each other: one that repeats the last is no news. */
  private extract(facts: CompiledFacts): number {
    const { found, reader, image, block } = this;
    const { slotEntry, pool } = image;
    const { held } = reader;
    const checks = image.checkRow < 0 ? -1 : (block * image.rows + image.checkRow) * blockWords;
    const first = block * blockWords;
    let word = this.word - first;
    let [count, last] = [0, this.lastEntry];
    for (; word < blockWords && count < stepEntries; word += 1) {
      let bits = held[word] as number;
      while (bits !== 0) {
        const bit = bits & -bits;
        bits &= bits - 1;
        const slot = (first + word) * 32 + 31 - Math.clz32(bit);
        const entry = slotEntry[slot] as number;
        if (entry === last) continue;
        if (checks >= 0 && ((pool[checks + word] as number) & bit) !== 0 && !this.passes(slot, facts)) continue;
        found[count++] = last = entry;
      }
    }
    while (word < blockWords && held[word] === 0) word += 1;
    this.word = first + word;
    this.lastEntry = last;
    return count;
  }

  private addDisplaced(facts: CompiledFacts, before: number): number {
    const { overlay, found } = this;
    const due = this.image.wordBound[this.word] as number;
    let count = before;
    for (; this.displaced < overlay.items.length && count < mostFound; this.displaced += 1) {
      const item = overlay.items[this.displaced];
      if (!item || item.key <= due) break;
      if (item.paused) continue;
      const matches = item.targeting ? evaluate(item.targeting, facts.facts()) === 'true' : this.slotMatches(item.slot, item.entry, facts);
      if (matches) found[count++] = item.entry;
    }
    return count;
  }

  /** Whether one of an entry's slots, from its first on, holds. */
  private slotMatches(first: number, entry: number, facts: CompiledFacts): boolean {
    const { slotEntry, checkRow } = this.image;
    for (let slot = first; slotEntry[slot] === entry; slot += 1) {
      if (this.plan.holds(slot) && (checkRow < 0 || this.passes(slot, facts))) return true;
    }
    return false;
  }

  /** The exact answer of a slot that the bitmaps hold more widely than its expression does. */
  private passes(slot: number, facts: CompiledFacts): boolean {
    const { checkSlot, checkAt, program } = this.image;
    let [low, high] = [0, checkSlot.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((checkSlot[middle] as number) < slot) low = middle + 1;
      else high = middle;
    }
    return checkSlot[low] !== slot || runProgram(program, checkAt[low] as number, facts);
  }
}
