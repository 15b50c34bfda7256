/** Two 32-bit sums in the manner of FNV-1a, a word at a time: they find a change, and are no protection against forgery. */
export function digestOf(bytes: Uint8Array): readonly [number, number] {
  const { length } = bytes;
  const whole = length - (length % 4);
  let a = 0x811c9dc5 ^ length;
  let b = 0x7ee3623a ^ length;
  for (let i = 0; i < whole; i += 4) {
    const low = (bytes[i] as number) | ((bytes[i + 1] as number) << 8);
    const word = low | ((bytes[i + 2] as number) << 16) | ((bytes[i + 3] as number) << 24);
    a = Math.imul((a ^ word) + (a >>> 15), 0x01000193);
    b = Math.imul((b ^ word) + (b >>> 13), 0x85ebca6b);
  }
  for (let i = whole; i < length; i += 1) {
    a = Math.imul(a ^ (bytes[i] as number), 0x01000193);
    b = Math.imul(b ^ (bytes[i] as number), 0x85ebca6b);
  }
  return [mixed(a), mixed(b)];
}

function mixed(sum: number): number {
  let h = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
