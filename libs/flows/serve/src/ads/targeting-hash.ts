import { ServingAdLine, type ServingAdRow } from '@flywheel/database/serving';

const prime = 0x01000193;

/** 53 bits of a hash over the expression and the placements: two rounds of FNV-1a that begin apart. Equal for a row and its line. */
export function targetingHash(row: ServingAdRow): number {
  const { placements } = row;
  const expression = row instanceof ServingAdLine ? row.targetingBytes() : Buffer.from(row.targeting);
  const first = { high: 0x811c9dc5, low: 0x2f0b4a7d };
  const whole = placements.length === 0 ? stirred(first, expression) : stirred(stirred(first, expression), Buffer.from(placements.join()));
  return (whole.high >>> 0) * 2 ** 21 + (whole.low >>> 11);
}

function stirred({ high, low }: { high: number; low: number }, bytes: Uint8Array): { high: number; low: number } {
  let [a, b] = [high, low];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    a = Math.imul(a ^ byte, prime);
    b = Math.imul(b ^ byte ^ (b >>> 15), prime);
  }
  return { high: a, low: b };
}
