import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { VisitedAds } from './decision-record.ts';

/** Numbers, reasons and chances of the visited ads, ad by ad: about 7 bytes each. */
export function packVisited(to: ByteWriter, { count, ad, code, ppb }: VisitedAds): void {
  to.count(count);
  to.rows(count, ad, code, ppb);
}

export function unpackVisited(from: ByteReader): VisitedAds {
  const count = from.count();
  const visited = { count, ad: new Uint32Array(count), code: new Uint16Array(count), ppb: new Uint32Array(count) };
  for (let i = 0; i < count; i += 1) {
    visited.ad[i] = from.count();
    visited.code[i] = from.u16();
    visited.ppb[i] = from.count();
  }
  return visited;
}
