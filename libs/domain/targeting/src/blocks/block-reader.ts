import { blockSlots, blockWords, type IndexImage } from './index-image.ts';
import type { Plan } from './plan.ts';

/** Computes which active slots of one block hold, 2,048 at a time. Blocks are read from the first on: cursors only go forward. */
export class BlockReader {
  /** One bit per slot of the block last read. */
  readonly held = new Int32Array(blockWords);
  /** Slots that postings or further rows of a group let pass; all zero between groups. */
  private readonly marks = new Int32Array(blockWords);
  /** Where each list of the plan stands, and the slot there: first those of groups, then those that rule out. */
  private cursors = new Int32Array(64);
  private nextSlots = new Int32Array(64);
  private readonly image: IndexImage;
  private readonly plan: Plan;

  constructor(image: IndexImage, plan: Plan) {
    this.image = image;
    this.plan = plan;
  }

  /** To be called after the plan was set. */
  begin(): void {
    const { plan } = this;
    const grouped = plan.groupedLists();
    const count = grouped + plan.notListCount;
    if (count > this.cursors.length) {
      this.cursors = new Int32Array(count * 2);
      this.nextSlots = new Int32Array(count * 2);
    }
    const { listAt, postings } = this.image;
    for (let at = 0; at < count; at += 1) {
      const list = (at < grouped ? plan.lists[at] : plan.notLists[at - grouped]) as number;
      const start = -1 - (listAt[list] as number);
      this.cursors[at] = start;
      this.nextSlots[at] = postings[start] as number;
    }
  }

  read(block: number): void {
    const { pool, rows } = this.image;
    const { held, plan } = this;
    const base = block * rows * blockWords;
    const limit = (block + 1) * blockSlots;
    for (let word = 0; word < blockWords; word += 1) held[word] = pool[base + word] as number;
    const pairs = plan.andCount & ~1;
    for (let at = 0; at < pairs; at += 2) {
      andBoth(held, pool, base + (plan.ands[at] as number) * blockWords, base + (plan.ands[at + 1] as number) * blockWords);
    }
    if (pairs < plan.andCount) and(held, pool, base + (plan.ands[pairs] as number) * blockWords);
    for (let at = 0; at < plan.notCount; at += 1) andNot(held, pool, base + (plan.nots[at] as number) * blockWords);
    for (let group = 0; group < plan.groupCount; group += 1) this.readGroup(group, base, limit);
    const grouped = plan.groupedLists();
    for (let at = 0; at < plan.notListCount; at += 1) {
      if ((this.nextSlots[grouped + at] as number) < limit) this.clear(grouped + at, limit);
    }
  }

  private readGroup(group: number, base: number, limit: number): void {
    const { plan, marks, held, nextSlots } = this;
    const { pool } = this.image;
    const first = plan.groupRows[group] as number;
    const lastRow = plan.groupRows[group + 1] as number;
    const lastList = plan.groupLists[group + 1] as number;
    let list = plan.groupLists[group] as number;
    while (list < lastList && (nextSlots[list] as number) >= limit) list += 1;
    const from = base + (plan.rows[first] as number) * blockWords;
    if (list === lastList && lastRow === first + 1) return and(held, pool, from);
    for (let at = first + 1; at < lastRow; at += 1) or(marks, pool, base + (plan.rows[at] as number) * blockWords);
    for (; list < lastList; list += 1) if ((nextSlots[list] as number) < limit) this.mark(list, limit);
    andMarked(held, pool, from, marks);
  }

  private mark(list: number, limit: number): void {
    const { marks } = this;
    const { postings } = this.image;
    let at = this.cursors[list] as number;
    let slot = this.nextSlots[list] as number;
    while (slot < limit) {
      const word = (slot & (blockSlots - 1)) >>> 5;
      marks[word] = (marks[word] as number) | (1 << (slot & 31));
      at += 1;
      slot = postings[at] as number;
    }
    this.cursors[list] = at;
    this.nextSlots[list] = slot;
  }

  private clear(list: number, limit: number): void {
    const { held } = this;
    const { postings } = this.image;
    let at = this.cursors[list] as number;
    let slot = this.nextSlots[list] as number;
    while (slot < limit) {
      const word = (slot & (blockSlots - 1)) >>> 5;
      held[word] = (held[word] as number) & ~(1 << (slot & 31));
      at += 1;
      slot = postings[at] as number;
    }
    this.cursors[list] = at;
    this.nextSlots[list] = slot;
  }
}

function and(bits: Int32Array, pool: Int32Array, from: number): void {
  for (let word = 0; word < blockWords; word += 1) bits[word] = (bits[word] as number) & (pool[from + word] as number);
}

/** A row or the marks, which are taken away in the same pass. */
function andMarked(bits: Int32Array, pool: Int32Array, from: number, marks: Int32Array): void {
  for (let word = 0; word < blockWords; word += 1) {
    bits[word] = (bits[word] as number) & ((pool[from + word] as number) | (marks[word] as number));
    marks[word] = 0;
  }
}

/** Two rows in one pass. */
function andBoth(bits: Int32Array, pool: Int32Array, first: number, second: number): void {
  for (let word = 0; word < blockWords; word += 1) {
    bits[word] = (bits[word] as number) & (pool[first + word] as number) & (pool[second + word] as number);
  }
}

function andNot(bits: Int32Array, pool: Int32Array, from: number): void {
  for (let word = 0; word < blockWords; word += 1) bits[word] = (bits[word] as number) & ~(pool[from + word] as number);
}

function or(bits: Int32Array, pool: Int32Array, from: number): void {
  for (let word = 0; word < blockWords; word += 1) bits[word] = (bits[word] as number) | (pool[from + word] as number);
}
