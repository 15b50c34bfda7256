import { assert } from '@flywheel/primitives';
import type { Targeting } from '../expression.ts';
import type { Facts } from '../facts.ts';
import { EntryCollector, type IndexEntry } from './collect-entries.ts';
import { CompiledFacts } from './compiled-facts.ts';
import { Dictionary } from './dictionary.ts';
import { arraysOf, blockSlots, blockWords, type IndexImage } from './index-image.ts';
import { layOut } from './lay-out.ts';
import { Overlay } from './overlay.ts';
import { Scan } from './scan.ts';

/** An index on its way to another thread: post `message` with the transfer list `buffers`. */
export type IndexParcel = { readonly message: { build: number; image: IndexImage }; readonly buffers: ArrayBuffer[] };

/**
 * Which targeted entries match a viewer, the highest keys first and no further than asked: bitmaps per (attribute, value) over
 * slots in the order of their key, read in blocks of 2,048, as in block-max retrieval (Ding and Suel, SIGIR 2011). Equal to
 * evaluating every expression. Changes are seen by the next scan; rebuild when the overlay is more than half full.
 */
export class BlockIndex {
  /** Names this build in records. */
  readonly build: number;
  readonly dictionary: Dictionary;
  readonly ageValues: Int32Array;
  private readonly image: IndexImage;
  private readonly changed = new Overlay();
  private readonly scanner: Scan;

  private constructor(image: IndexImage, build: number) {
    this.image = image;
    this.build = build;
    this.dictionary = new Dictionary(image.dictionary);
    this.ageValues = image.ageValues;
    this.scanner = new Scan(image, this.changed);
  }

  /** Reads the entries once, each number once. Takes a few microseconds an entry: for many, in another thread. */
  static build(entries: Iterable<IndexEntry>, build = 0): BlockIndex {
    const collector = new EntryCollector();
    for (const each of entries) collector.add(each);
    return BlockIndex.lay(collector, build);
  }

  /** Lays out what was collected one by one. */
  static lay(collector: EntryCollector, build: number): BlockIndex {
    return new BlockIndex(layOut(collector.end()), build);
  }

  /** Opens what `transfer` sent from another thread. */
  static from({ build, image }: IndexParcel['message']): BlockIndex {
    return new BlockIndex(image, build);
  }

  /** Gives the arrays away: this index is of no use afterwards. Refuses one that was changed since it was built. */
  transfer(): IndexParcel {
    assert(this.changed.items.length === 0, 'an index is handed on before it is changed');
    const buffers = new Set(arraysOf(this.image).map(({ buffer }) => buffer as ArrayBuffer));
    return { message: { build: this.build, image: this.image }, buffers: [...buffers] };
  }

  /** Looks every value up once. What `facts` leaves undefined is taken from the personal half, if one is given. */
  facts(facts: Facts, personal?: CompiledFacts): CompiledFacts {
    return new CompiledFacts(this, facts, personal);
  }

  /** Begins a scan; it ends the one before. */
  scan(facts: CompiledFacts): Scan {
    assert(facts.owner === this, 'facts are compiled by the index that is asked');
    return this.scanner.begin(facts);
  }

  /** No scan finds a paused entry. Answers whether there is such an entry; so do all changes below. */
  pause(entry: number): boolean {
    return this.setPaused(entry, true);
  }

  resume(entry: number): boolean {
    return this.setPaused(entry, false);
  }

  /** Gives an entry another key. A lower one, or one that its block's bound still covers, changes nothing else. */
  rebid(entry: number, key: number): boolean {
    assert(key >= 0 && key < Infinity, `the key of entry ${entry} is 0 or more, not ${key}`);
    const item = this.changed.get(entry);
    if (item?.targeting) this.changed.put({ ...item, key });
    const slot = item ? item.slot : this.slotOf(entry);
    if (slot < 0) return item !== undefined;
    const paused = item ? item.paused : !this.isActive(slot);
    if (this.covers(slot, entry, key)) {
      this.changed.delete(entry);
      this.setActive(entry, slot, !paused);
    } else {
      this.changed.put({ entry, key, paused, slot });
      this.setActive(entry, slot, false);
    }
    return true;
  }

  /** Gives an entry another expression and key; a paused one stays paused. */
  retarget(entry: number, targeting: Targeting, key: number): boolean {
    const slot = this.slotOf(entry);
    const item = this.changed.get(entry);
    const paused = item ? item.paused : slot >= 0 && !this.isActive(slot);
    this.leaveSlots(entry);
    this.changed.put({ entry, key, paused, slot: -1, targeting });
    return slot >= 0 || item !== undefined;
  }

  /** Adds an entry, active, instead of one with its number. */
  insert(entry: number, targeting: Targeting, key: number): void {
    assert(key >= 0 && key < Infinity, `the key of entry ${entry} is 0 or more, not ${key}`);
    this.leaveSlots(entry);
    this.changed.put({ entry, key, paused: false, slot: -1, targeting });
  }

  remove(entry: number): boolean {
    const known = this.slotOf(entry) >= 0 || this.changed.get(entry) !== undefined;
    this.leaveSlots(entry);
    this.changed.delete(entry);
    return known;
  }

  /** How full the overlay is: 1 is full, more is correct but slow. */
  overlay(): number {
    return this.changed.items.length / Math.max(256, Math.min(4096, this.image.slots / 16));
  }

  /** Bytes of everything the index holds, the overlay apart. */
  bytes(): number {
    return arraysOf(this.image).reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  private setPaused(entry: number, paused: boolean): boolean {
    const item = this.changed.get(entry);
    if (item) {
      item.paused = paused;
      return true;
    }
    const slot = this.slotOf(entry);
    if (slot >= 0) this.setActive(entry, slot, !paused);
    return slot >= 0;
  }

  private slotOf(entry: number): number {
    return this.image.slotOf[entry] ?? -1;
  }

  private leaveSlots(entry: number): void {
    const slot = this.slotOf(entry);
    if (slot < 0) return;
    this.setActive(entry, slot, false);
    this.image.slotOf[entry] = -1;
  }

  private isActive(slot: number): boolean {
    return ((this.image.pool[this.activeWord(slot)] as number) & (1 << (slot & 31))) !== 0;
  }

  private setActive(entry: number, first: number, active: boolean): void {
    const { pool, slotEntry } = this.image;
    for (let slot = first; slotEntry[slot] === entry; slot += 1) {
      const word = this.activeWord(slot);
      const bits = pool[word] as number;
      pool[word] = active ? bits | (1 << (slot & 31)) : bits & ~(1 << (slot & 31));
    }
  }

  private activeWord(slot: number): number {
    return (slot >>> 11) * this.image.rows * blockWords + ((slot & (blockSlots - 1)) >>> 5);
  }

  /** Whether the bound of the block in which an entry's last slot stands reaches `key`; the words of the block up to there then do too. */
  private covers(first: number, entry: number, key: number): boolean {
    const { slotEntry, wordBound } = this.image;
    let slot = first;
    while (slotEntry[slot + 1] === entry) slot += 1;
    const begin = (slot >>> 11) * blockWords;
    if (key > (wordBound[begin] as number)) return false;
    for (let word = slot >>> 5; word > begin && (wordBound[word] as number) < key; word -= 1) wordBound[word] = key;
    return true;
  }
}
