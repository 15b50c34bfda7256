import { assert } from '@flywheel/primitives';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads what ByteWriter wrote. Running past the end throws: a record that was cut is never read as a shorter one. */
export class ByteReader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get ended(): boolean {
    return this.at === this.bytes.length;
  }

  u8(): number {
    const at = this.take(1);
    return this.view.getUint8(at);
  }

  u16(): number {
    return this.view.getUint16(this.take(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.take(4), true);
  }

  f64(): number {
    return this.view.getFloat64(this.take(8), true);
  }

  count(): number {
    let value = 0;
    for (let place = 1; ; place *= 128) {
      const byte = this.u8();
      value += (byte % 128) * place;
      if (byte < 128) return value;
      assert(place < 2 ** 49, 'a count has at most eight bytes');
    }
  }

  big(): bigint {
    return this.u8() === 0 ? BigInt(this.f64()) : BigInt(this.text());
  }

  hex(byteCount: number): string {
    let digits = '';
    for (const byte of this.raw(byteCount)) digits += byte.toString(16).padStart(2, '0');
    return digits;
  }

  text(): string {
    return decoder.decode(this.raw(this.count()));
  }

  raw(length: number): Uint8Array {
    const at = this.take(length);
    return this.bytes.subarray(at, at + length);
  }

  private take(length: number): number {
    const { at } = this;
    assert(at + length <= this.bytes.length, 'the record ends too early');
    this.at = at + length;
    return at;
  }
}
