import type { CompiledFacts } from './compiled-facts.ts';
import { blockSlots, blockWords, type IndexImage } from './index-image.ts';
import { attributeCount, excludes, layerCount } from './roles.ts';

/**
 * What the bitmaps of every block are asked for one viewer: rows that must hold, groups of which one row or posting must hold,
 * rows and postings that must not. Reused from scan to scan; grows when a viewer has more values than any before.
 */
export class Plan {
  /** Rows to AND. */
  readonly ands = new Int32Array(attributeCount * layerCount);
  andCount = 0;
  /** Group g: rows from `groupRows[g]` and sparse lists from `groupLists[g]` to before those of the next. */
  readonly groupRows = new Int32Array(attributeCount * layerCount + 1);
  readonly groupLists = new Int32Array(attributeCount * layerCount + 1);
  groupCount = 0;
  rows = new Int32Array(64);
  private rowCount = 0;
  lists = new Int32Array(64);
  private listCount = 0;
  /** Rows to AND NOT. */
  nots = new Int32Array(64);
  notCount = 0;
  /** Sparse lists whose slots are ruled out. */
  notLists = new Int32Array(64);
  notListCount = 0;
  private readonly image: IndexImage;

  constructor(image: IndexImage) {
    this.image = image;
  }

  /** Plans for these facts. */
  set(facts: CompiledFacts): void {
    this.andCount = this.groupCount = this.rowCount = this.listCount = this.notCount = this.notListCount = 0;
    const room = facts.values.length;
    if (room > this.nots.length) {
      this.nots = new Int32Array(room * 2);
      this.notLists = new Int32Array(room * 2);
    }
    if ((room + attributeCount) * layerCount > this.rows.length) {
      this.rows = new Int32Array((room + attributeCount) * layerCount * 2);
      this.lists = new Int32Array((room + attributeCount) * layerCount * 2);
    }
    const { unknownRow, freeRow } = this.image;
    for (let attr = 0; attr < attributeCount; attr += 1) {
      if (facts.known[attr] === 0) this.and(unknownRow[attr] as number);
      else {
        for (let layer = 0; layer < layerCount; layer += 1) {
          const free = freeRow[attr * layerCount + layer] as number;
          if (free >= 0) this.ask(facts, attr, layer, free);
        }
        this.exclude(facts, attr);
      }
    }
  }

  /** How many sparse lists the groups have together. */
  groupedLists(): number {
    return this.groupCount === 0 ? 0 : (this.groupLists[this.groupCount] as number);
  }

  /** Whether one slot holds, whether or not it is active; for what was taken out of its place in the order. */
  holds(slot: number): boolean {
    for (let at = 0; at < this.andCount; at += 1) if (!this.bit(this.ands[at] as number, slot)) return false;
    for (let at = 0; at < this.notCount; at += 1) if (this.bit(this.nots[at] as number, slot)) return false;
    for (let at = 0; at < this.notListCount; at += 1) if (this.listHolds(this.notLists[at] as number, slot)) return false;
    for (let group = 0; group < this.groupCount; group += 1) if (!this.groupHolds(group, slot)) return false;
    return true;
  }

  private and(row: number): void {
    if (row >= 0) this.ands[this.andCount++] = row;
  }

  private ask(facts: CompiledFacts, attr: number, layer: number, free: number): void {
    const [firstRow, firstList] = [this.rowCount, this.listCount];
    const { listsFrom, listRole, listAt } = this.image;
    const end = facts.from[attr + 1] as number;
    for (let each = facts.from[attr] as number; each < end; each += 1) {
      const value = facts.values[each] as number;
      for (let list = listsFrom[value] as number; list < (listsFrom[value + 1] as number); list += 1) {
        if (listRole[list] !== layer) continue;
        if ((listAt[list] as number) >= 0) this.rows[this.rowCount++] = listAt[list] as number;
        else this.lists[this.listCount++] = list;
      }
    }
    if (this.listCount === firstList && this.rowCount <= firstRow + 1) {
      this.and(this.rowCount === firstRow ? free : (this.rows[firstRow] as number));
      this.rowCount = firstRow;
      return;
    }
    if (this.rowCount === firstRow) this.rows[this.rowCount++] = free;
    this.groupRows[this.groupCount] = firstRow;
    this.groupLists[this.groupCount] = firstList;
    this.groupCount += 1;
    this.groupRows[this.groupCount] = this.rowCount;
    this.groupLists[this.groupCount] = this.listCount;
  }

  private exclude(facts: CompiledFacts, attr: number): void {
    const { listsFrom, listRole, listAt } = this.image;
    const end = facts.from[attr + 1] as number;
    for (let each = facts.from[attr] as number; each < end; each += 1) {
      const value = facts.values[each] as number;
      // The role that excludes is the last of a value's lists.
      const list = (listsFrom[value + 1] as number) - 1;
      if (list < (listsFrom[value] as number) || listRole[list] !== excludes) continue;
      if ((listAt[list] as number) >= 0) this.nots[this.notCount++] = listAt[list] as number;
      else this.notLists[this.notListCount++] = list;
    }
  }

  private groupHolds(group: number, slot: number): boolean {
    const [lastRow, lastList] = [this.groupRows[group + 1] as number, this.groupLists[group + 1] as number];
    for (let at = this.groupRows[group] as number; at < lastRow; at += 1) if (this.bit(this.rows[at] as number, slot)) return true;
    for (let at = this.groupLists[group] as number; at < lastList; at += 1) {
      if (this.listHolds(this.lists[at] as number, slot)) return true;
    }
    return false;
  }

  private bit(row: number, slot: number): boolean {
    const { pool, rows } = this.image;
    const word = ((slot >>> 11) * rows + row) * blockWords + ((slot & (blockSlots - 1)) >>> 5);
    return ((pool[word] as number) & (1 << (slot & 31))) !== 0;
  }

  private listHolds(list: number, slot: number): boolean {
    const { postings, listAt, listLength } = this.image;
    let low = -1 - (listAt[list] as number);
    const end = low + (listLength[list] as number);
    let high = end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((postings[middle] as number) < slot) low = middle + 1;
      else high = middle;
    }
    return low < end && postings[low] === slot;
  }
}
