import type { AgeBands } from './age-bands.ts';
import type { CollectedEntries } from './collect-entries.ts';
import type { Dictionary } from './dictionary.ts';
import { GrowingInts } from './growing-ints.ts';
import { blockSlots, blockWords } from './index-image.ts';
import { eachValue, type ListPlan } from './plan-lists.ts';
import { excludes, firstAges, layerCount, roleCount } from './roles.ts';

/** What to fill, and which conjunction each slot is. */
type Filling = ListPlan & { ages: AgeBands; pool: Int32Array; conjunctionOf: Int32Array };

/** The checked slots and their programs. */
type Checks = { checkSlot: Int32Array; checkAt: Int32Array; program: Int32Array };

/** Writes every slot's bits and postings; what asks nothing is folded into the rows of what asks. */
export function fillRows(collected: CollectedEntries, filling: Filling): Checks {
  const { pool, rows, conjunctionOf } = filling;
  const listOf = listNumbers(filling, collected.dictionary.size);
  const written = new Int32Array(filling.listRole.length);
  const checks = { checkSlot: new GrowingInts(16), checkAt: new GrowingInts(16) };
  for (let slot = 0; slot < conjunctionOf.length; slot += 1) {
    const conjunction = conjunctionOf[slot] as number;
    const word = (slot >>> 11) * rows * blockWords + ((slot & (blockSlots - 1)) >>> 5);
    const bit = 1 << (slot & 31);
    const set = (row: number): void => void (pool[word + row * blockWords] = (pool[word + row * blockWords] as number) | bit);
    set(0);
    for (const row of filling.unknownRow) if (row >= 0) set(row);
    for (const row of filling.freeRow) if (row >= 0) set(row);
    const end = collected.codesFrom.view()[conjunction + 1] as number;
    const put = (valueRole: number): void => {
      const list = listOf[valueRole] as number;
      const at = filling.listAt[list] as number;
      if (at >= 0) set(at);
      else putPosting(filling.postings, -1 - at, written, list, slot);
    };
    for (let at = collected.codesFrom.view()[conjunction] as number; at < end; at += 1) {
      const code = collected.codes.view()[at] as number;
      if (code < 0 && code > firstAges) clearMarked(filling, code, word, bit);
      else eachValue(code, filling.ages, put);
    }
    const program = collected.programs.view()[conjunction] as number;
    if (program >= 0) {
      set(filling.checkRow);
      checks.checkSlot.push(slot);
      checks.checkAt.push(program);
    }
  }
  foldFree(filling, collected.dictionary);
  return { checkSlot: checks.checkSlot.trimmed(), checkAt: checks.checkAt.trimmed(), program: collected.program.trimmed() };
}

/** The list of each value · 4 + role. */
function listNumbers({ listsFrom, listRole }: ListPlan, values: number): Int32Array {
  const numbers = new Int32Array(values * roleCount).fill(-1);
  for (let value = 0; value < values; value += 1) {
    for (let list = listsFrom[value] as number; list < (listsFrom[value + 1] as number); list += 1) {
      numbers[value * roleCount + (listRole[list] as number)] = list;
    }
  }
  return numbers;
}

/** Slots come in ascending order; a value that a conjunction names twice stands there twice, which changes nothing. */
function putPosting(postings: Int32Array, start: number, written: Int32Array, list: number, slot: number): void {
  const at = written[list] as number;
  postings[start + at] = slot;
  written[list] = at + 1;
}

function clearMarked({ pool, unknownRow, freeRow }: Filling, code: number, word: number, bit: number): void {
  const marker = -1 - code;
  const [attr, kind] = [Math.floor(marker / roleCount), marker % roleCount];
  const row = (kind === 0 ? unknownRow[attr] : freeRow[attr * layerCount + kind - 1]) as number;
  pool[word + row * blockWords] = (pool[word + row * blockWords] as number) & ~bit;
}

/** Dense rows that let pass get the bits of all that ask nothing there, so that one value takes one AND. */
function foldFree({ pool, rows, freeRow, listsFrom, listRole, listAt }: Filling, dictionary: Dictionary): void {
  const blocks = pool.length / (rows * blockWords);
  for (let value = 0; value < dictionary.size; value += 1) {
    for (let list = listsFrom[value] as number; list < (listsFrom[value + 1] as number); list += 1) {
      const [role, row] = [listRole[list] as number, listAt[list] as number];
      if (role === excludes || row < 0) continue;
      const free = freeRow[dictionary.attributeOf(value) * layerCount + role] as number;
      for (let block = 0; block < blocks; block += 1) {
        const [to, from] = [(block * rows + row) * blockWords, (block * rows + free) * blockWords];
        for (let word = 0; word < blockWords; word += 1) pool[to + word] = (pool[to + word] as number) | (pool[from + word] as number);
      }
    }
  }
}
