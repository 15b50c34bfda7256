import type { Instant } from '@flywheel/primitives';

const signature = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const epoch2000Ms = 946_684_800_000;
const dayMs = 86_400_000;
const word = 4_294_967_296;
const uuidBytes = 16;
/** Longest text that is written letter by letter: more is faster by the encoder of the machine. */
const shortText = 64;
const mostUtf8Bytes = 3;

/**
 * Rows in Postgres' binary COPY format, written into one memory that grows and is used again. `begin`, then for every row `row` and its
 * fields in the order of the columns, then `end`. What `end` gave is overwritten by the next `begin`.
 */
export class BinaryRows {
  private bytes: Buffer;
  private at = 0;

  constructor(firstBytes: number = 262_144) {
    this.bytes = Buffer.allocUnsafeSlow(firstBytes);
  }

  begin(): void {
    this.at = signature.copy(this.bytes, 0);
  }

  row(columns: number): void {
    this.room(2);
    this.at = this.bytes.writeInt16BE(columns, this.at);
  }

  nothing(): void {
    this.room(4);
    this.at = this.bytes.writeInt32BE(-1, this.at);
  }

  /** A uuid of 16 bytes. */
  uuid(value: Uint8Array | null): void {
    if (value === null) return this.nothing();
    this.room(4 + uuidBytes);
    const { bytes } = this;
    const start = bytes.writeInt32BE(uuidBytes, this.at);
    for (let n = 0; n < uuidBytes; n += 1) bytes[start + n] = value[n] ?? 0;
    this.at = start + uuidBytes;
  }

  integer(value: number | null): void {
    if (value === null) return this.nothing();
    this.room(8);
    this.at = this.bytes.writeInt32BE(value, this.bytes.writeInt32BE(4, this.at));
  }

  /** A timestamptz: microseconds since 2000. */
  instant(value: Instant | null): void {
    if (value === null) return this.nothing();
    this.room(12);
    const micros = Math.round((value - epoch2000Ms) * 1000);
    const high = Math.floor(micros / word);
    const start = this.bytes.writeInt32BE(high, this.bytes.writeInt32BE(8, this.at));
    this.at = this.bytes.writeUInt32BE(micros - high * word, start);
  }

  /** A date: the UTC day that holds the moment, in days since 2000. */
  day(value: Instant): void {
    this.integer(Math.floor((value - epoch2000Ms) / dayMs));
  }

  text(value: string | null): void {
    if (value === null) return this.nothing();
    this.room(4 + value.length * mostUtf8Bytes);
    this.letters(value, this.at + 4, this.at);
  }

  /** A jsonb from its text; the format begins with its version. */
  json(value: string | null): void {
    if (value === null) return this.nothing();
    this.room(5 + value.length * mostUtf8Bytes);
    this.bytes[this.at + 4] = 1;
    this.letters(value, this.at + 5, this.at);
  }

  end(): Buffer {
    this.room(2);
    this.at = this.bytes.writeInt16BE(-1, this.at);
    return this.bytes.subarray(0, this.at);
  }

  private letters(value: string, start: number, lengthAt: number): void {
    const { bytes } = this;
    let n = 0;
    if (value.length <= shortText) {
      for (; n < value.length; n += 1) {
        const code = value.charCodeAt(n);
        if (code > 127) break;
        bytes[start + n] = code;
      }
    }
    const end = n === value.length ? start + n : start + bytes.write(value, start, 'utf8');
    bytes.writeInt32BE(end - lengthAt - 4, lengthAt);
    this.at = end;
  }

  private room(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + more));
    this.bytes.copy(grown, 0, 0, this.at);
    this.bytes = grown;
  }
}
