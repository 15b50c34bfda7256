import { assert } from '@flywheel/primitives';
import { digestBetween } from '@flywheel/primitives/digest';

const firstBytes = 4096;
const mostBytes = 16 * 1024 * 1024;

/** Writes numbers and text straight into one buffer that grows and is used again. Little-endian throughout. */
export class ByteWriter {
  private bytes = new Uint8Array(firstBytes);
  private view = new DataView(this.bytes.buffer);
  at = 0;

  reset(): void {
    this.at = 0;
  }

  /** A copy of what was written. Copies stand beside each other in larger pieces of memory: one of its own each costs ten times as much. */
  taken(): Uint8Array {
    const { at } = this;
    if (at > pieceBytes / 4) return this.bytes.slice(0, at);
    if (pieceAt + at > pieceBytes) {
      piece = new Uint8Array(pieceBytes);
      pieceAt = 0;
    }
    piece.set(this.bytes.subarray(0, at), pieceAt);
    pieceAt += at;
    return piece.subarray(pieceAt - at, pieceAt);
  }

  /** Digest of what was written from `from` on. */
  digestFrom(from: number): readonly [number, number] {
    return digestBetween(this.view, from, this.at);
  }

  u8(value: number): void {
    this.room(1);
    this.bytes[this.at] = value;
    this.at += 1;
  }

  u16(value: number): void {
    this.room(2);
    this.view.setUint16(this.at, value, true);
    this.at += 2;
  }

  u32(value: number): void {
    this.room(4);
    this.view.setUint32(this.at, value, true);
    this.at += 4;
  }

  /** Room to be written later. */
  zeros(count: number): void {
    this.room(count);
    this.bytes.fill(0, this.at, this.at + count);
    this.at += count;
  }

  u32At(at: number, value: number): void {
    this.view.setUint32(at, value, true);
  }

  f64(value: number): void {
    this.room(8);
    this.view.setFloat64(this.at, value, true);
    this.at += 8;
  }

  /** A whole number from 0 to 2⁵³ − 1 in as few bytes as it needs. */
  count(value: number): void {
    this.room(8);
    let left = value;
    while (left >= 128) {
      this.bytes[this.at] = (left % 128) | 128;
      this.at += 1;
      left = Math.floor(left / 128);
    }
    this.bytes[this.at] = left;
    this.at += 1;
  }

  /**
   * `rows` rows of a number (as `count`), 16 bits and a number below 2³², from arrays side by side. One loop over the bare bytes: this is
   * most of what a decision writes.
   */
  rows(rows: number, first: Uint32Array, second: Uint16Array, third: Uint32Array): void {
    this.room(rows * 12);
    const { bytes } = this;
    let at = this.at;
    for (let i = 0; i < rows; i += 1) {
      let left = first[i] as number;
      for (; left >= 128; left >>>= 7) bytes[at++] = (left & 127) | 128;
      bytes[at++] = left;
      const code = second[i] as number;
      bytes[at++] = code & 255;
      bytes[at++] = code >> 8;
      left = third[i] as number;
      for (; left >= 128; left >>>= 7) bytes[at++] = (left & 127) | 128;
      bytes[at++] = left;
    }
    this.at = at;
  }

  /** Any bigint: as a double where that is exact, otherwise in decimal digits. */
  big(value: bigint): void {
    const near = Number(value);
    if (Number.isSafeInteger(near)) {
      this.u8(0);
      this.f64(near);
    } else {
      this.u8(1);
      this.text(value.toString());
    }
  }

  /** 32 hex digits as 16 bytes. */
  hex(digits: string): void {
    const { length } = digits;
    this.room(length / 2);
    for (let i = 0; i < length; i += 2) {
      this.bytes[this.at] = (nibble(digits.charCodeAt(i)) << 4) | nibble(digits.charCodeAt(i + 1));
      this.at += 1;
    }
  }

  /** UTF-8 with its length in bytes ahead. */
  text(text: string): void {
    const { length } = text;
    if (length > 200) return this.blob(encoder.encode(text));
    this.room(length + 2);
    const start = this.at;
    this.count(length);
    for (let i = 0; i < length; i += 1) {
      const code = text.charCodeAt(i);
      if (code > 127) {
        this.at = start;
        return this.blob(encoder.encode(text));
      }
      this.bytes[this.at] = code;
      this.at += 1;
    }
  }

  blob(bytes: Uint8Array): void {
    this.count(bytes.length);
    this.raw(bytes);
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  private room(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    assert(this.at + more <= mostBytes, 'a decision record is at most 16 MiB');
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.at + more));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

const pieceBytes = 64 * 1024;
let piece = new Uint8Array(pieceBytes);
let pieceAt = 0;

const encoder = new TextEncoder();

function nibble(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}
