import { blockSlots, blockWords, type IndexImage } from './index-image.ts';
import type { Plan } from './plan.ts';

/** Computes which active slots of one block hold, 2,048 at a time. Blocks are read from the first on: cursors only go forward. */
export class BlockReader {
  /** One bit per slot of the block last read. */
  readonly held = new Int32Array(blockWords);
  private readonly group = new Int32Array(blockWords);
  private cursors = new Int32Array(64);
  private readonly image: IndexImage;
  private readonly plan: Plan;

  constructor(image: IndexImage, plan: Plan) {
    this.image = image;
    this.plan = plan;
  }

  /** To be called after the plan was set. */
  begin(): void {
    const { lists, notLists, groupCount, groupLists, notListCount } = this.plan;
    const listCount = groupCount === 0 ? 0 : (groupLists[groupCount] as number);
    if (listCount + notListCount > this.cursors.length) this.cursors = new Int32Array((listCount + notListCount) * 2);
    const { listAt } = this.image;
    for (let at = 0; at < listCount; at += 1) this.cursors[at] = -1 - (listAt[lists[at] as number] as number);
    for (let at = 0; at < notListCount; at += 1) this.cursors[listCount + at] = -1 - (listAt[notLists[at] as number] as number);
  }

  read(block: number): void {
    const { pool, rows } = this.image;
    const { held, plan } = this;
    const base = block * rows * blockWords;
    for (let word = 0; word < blockWords; word += 1) held[word] = pool[base + word] as number;
    const pairs = plan.andCount & ~1;
    for (let at = 0; at < pairs; at += 2) {
      andBoth(held, pool, base + (plan.ands[at] as number) * blockWords, base + (plan.ands[at + 1] as number) * blockWords);
    }
    if (pairs < plan.andCount) and(held, pool, base + (plan.ands[pairs] as number) * blockWords);
    for (let at = 0; at < plan.notCount; at += 1) andNot(held, pool, base + (plan.nots[at] as number) * blockWords);
    for (let group = 0; group < plan.groupCount; group += 1) this.readGroup(group, block, base);
    this.ruleOut(block);
  }

  private readGroup(group: number, block: number, base: number): void {
    const { plan, group: bits, held } = this;
    const { pool } = this.image;
    const first = plan.groupRows[group] as number;
    const lastRow = plan.groupRows[group + 1] as number;
    const from = base + (plan.rows[first] as number) * blockWords;
    for (let word = 0; word < blockWords; word += 1) bits[word] = pool[from + word] as number;
    for (let at = first + 1; at < lastRow; at += 1) or(bits, pool, base + (plan.rows[at] as number) * blockWords);
    const lastList = plan.groupLists[group + 1] as number;
    for (let at = plan.groupLists[group] as number; at < lastList; at += 1) this.mark(bits, at, plan.lists[at] as number, block);
    for (let word = 0; word < blockWords; word += 1) held[word] = (held[word] as number) & (bits[word] as number);
  }

  private mark(bits: Int32Array, cursor: number, list: number, block: number): void {
    const { postings, listAt, listLength } = this.image;
    const end = -1 - (listAt[list] as number) + (listLength[list] as number);
    const limit = (block + 1) * blockSlots;
    let at = this.cursors[cursor] as number;
    for (; at < end; at += 1) {
      const slot = postings[at] as number;
      if (slot >= limit) break;
      const word = (slot & (blockSlots - 1)) >>> 5;
      bits[word] = (bits[word] as number) | (1 << (slot & 31));
    }
    this.cursors[cursor] = at;
  }

  private ruleOut(block: number): void {
    const { plan, held } = this;
    const { postings, listAt, listLength } = this.image;
    const first = plan.groupCount === 0 ? 0 : (plan.groupLists[plan.groupCount] as number);
    const limit = (block + 1) * blockSlots;
    for (let each = 0; each < plan.notListCount; each += 1) {
      const list = plan.notLists[each] as number;
      const end = -1 - (listAt[list] as number) + (listLength[list] as number);
      let at = this.cursors[first + each] as number;
      for (; at < end; at += 1) {
        const slot = postings[at] as number;
        if (slot >= limit) break;
        const word = (slot & (blockSlots - 1)) >>> 5;
        held[word] = (held[word] as number) & ~(1 << (slot & 31));
      }
      this.cursors[first + each] = at;
    }
  }
}

function and(bits: Int32Array, pool: Int32Array, from: number): void {
  for (let word = 0; word < blockWords; word += 1) bits[word] = (bits[word] as number) & (pool[from + word] as number);
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
