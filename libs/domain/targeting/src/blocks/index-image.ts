import type { DictionaryImage } from './dictionary.ts';

/** Slots in a block. */
export const blockSlots = 2048;
/** Behind every slot: ends each list of postings. */
export const noSlot = 0x7fffffff;
/** 32-bit words of one bitmap in one block. */
export const blockWords = 64;

/**
 * A block index as typed arrays alone, so that it can be handed from one thread to another without a copy.
 * A slot is one conjunction of one entry; slots stand by falling key, the slots of an entry beside each other.
 */
export type IndexImage = {
  readonly slots: number;
  /** Bitmaps in a block: the active slots first, then all others. */
  readonly rows: number;
  /** Bitmaps block by block: word w of row r in block b stands at (b · rows + r) · 64 + w. */
  readonly pool: Int32Array;
  /** The entry of each slot. */
  readonly slotEntry: Int32Array;
  /** The first slot of each entry, by its number; −1 where it has none. */
  readonly slotOf: Int32Array;
  /** The largest key from the begin of each word of 32 slots on; one more, −1, after the last. */
  readonly wordBound: Float64Array;
  readonly dictionary: DictionaryImage;
  /** The value that stands for each age, −1 where nobody asks. */
  readonly ageValues: Int32Array;
  /** By attribute: the row of slots that pass where it is unknown; −1: all of them. */
  readonly unknownRow: Int32Array;
  /** By attribute · 3 + layer: the row of slots that ask nothing there; −1: none asks. */
  readonly freeRow: Int32Array;
  /** Lists of value v: from `listsFrom[v]` to before `listsFrom[v + 1]`. */
  readonly listsFrom: Int32Array;
  readonly listRole: Uint8Array;
  /** A dense list: its row. A sparse one: −1 − where its postings begin. */
  readonly listAt: Int32Array;
  readonly listLength: Int32Array;
  /** Slots of the sparse lists, ascending in each and ended by `noSlot`. */
  readonly postings: Int32Array;
  /** The row of slots whose expression must be evaluated too; −1: there is none. */
  readonly checkRow: number;
  /** Those slots in ascending order, and where the program of each begins. */
  readonly checkSlot: Int32Array;
  readonly checkAt: Int32Array;
  readonly program: Int32Array;
};

/** The arrays of an image that take memory, each once. */
export function arraysOf(image: IndexImage): ArrayBufferView[] {
  const { dictionary, ...own } = image;
  return [...Object.values(own), ...Object.values(dictionary)].filter((each) => ArrayBuffer.isView(each));
}
