import { assert } from '@flywheel/primitives';

const chunkBytes = 4 * 1024 * 1024;
const encoder = new TextEncoder();

/** Where a text stands: chunk · 4 MiB + offset, and its bytes. */
export type TextPlace = { at: number; bytes: number };

/** Texts of up to 4 MiB each outside the heap of objects: a million of them cost the garbage collector nothing. Never given back. */
export class TextSlab {
  readonly chunks: Uint8Array[];
  private used: number;

  constructor(chunks: Uint8Array[] = [], used: number = chunkBytes) {
    this.chunks = chunks;
    this.used = used;
  }

  get usedInLast(): number {
    return this.used;
  }

  put(text: string): TextPlace {
    // A UTF-16 unit takes at most three bytes.
    const chunk = this.room(text.length * 3);
    return this.taken(encoder.encodeInto(text, chunk.subarray(this.used)).written);
  }

  putBytes(bytes: Uint8Array): TextPlace {
    this.room(bytes.length).set(bytes, this.used);
    return this.taken(bytes.length);
  }

  /** What stands there, where it stands. */
  bytesAt(at: number, bytes: number): Uint8Array {
    const offset = at % chunkBytes;
    return (this.chunks[Math.floor(at / chunkBytes)] as Uint8Array).subarray(offset, offset + bytes);
  }

  private room(bytes: number): Uint8Array {
    assert(bytes <= chunkBytes, 'a text fits a chunk');
    if (this.used + bytes > chunkBytes) {
      this.chunks.push(new Uint8Array(chunkBytes));
      this.used = 0;
    }
    return this.chunks[this.chunks.length - 1] as Uint8Array;
  }

  private taken(bytes: number): TextPlace {
    const at = (this.chunks.length - 1) * chunkBytes + this.used;
    this.used += bytes;
    return { at, bytes };
  }
}
