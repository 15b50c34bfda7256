/** Two 32-bit sums in the manner of FNV-1a, a word at a time: they find a change, and are no protection against forgery. */
export function digestOf(bytes: Uint8Array): readonly [number, number] {
  return digestBetween(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.byteLength);
}

/** The digest of bytes as 16 hex digits. */
export function digestText(bytes: Uint8Array): string {
  return digestOf(bytes)
    .map((half) => half.toString(16).padStart(8, '0'))
    .join('');
}

/** The same of the bytes between two positions. */
export function digestBetween(view: DataView, from: number, to: number): readonly [number, number] {
  const length = to - from;
  const whole = to - (length % 4);
  let a = 0x811c9dc5 ^ length;
  let b = 0x7ee3623a ^ length;
  for (let i = from; i < whole; i += 4) {
    const word = view.getInt32(i, true);
    a = Math.imul((a ^ word) + (a >>> 15), 0x01000193);
    b = Math.imul((b ^ word) + (b >>> 13), 0x85ebca6b);
  }
  for (let i = whole; i < to; i += 1) {
    a = Math.imul(a ^ view.getUint8(i), 0x01000193);
    b = Math.imul(b ^ view.getUint8(i), 0x85ebca6b);
  }
  return [mixed(a), mixed(b)];
}

function mixed(sum: number): number {
  let h = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
