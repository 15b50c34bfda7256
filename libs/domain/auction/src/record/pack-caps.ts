import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { CapRead } from './decision-record.ts';

export function packCaps(to: ByteWriter, caps: readonly CapRead[]): void {
  to.count(caps.length);
  for (const { placement, ad, level, rule, count, lastAt } of caps) {
    to.u8(placement);
    to.count(ad);
    to.u8(level);
    to.u8(rule);
    // −1 (unknown) becomes 0.
    to.count(count + 1);
    to.f64(lastAt);
  }
}

export function unpackCaps(from: ByteReader): CapRead[] {
  return Array.from({ length: from.count() }, () => ({
    placement: from.u8(),
    ad: from.count(),
    level: from.u8(),
    rule: from.u8(),
    count: from.count() - 1,
    lastAt: from.f64(),
  }));
}
