import { micros } from '@flywheel/primitives';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { Finalist } from './decision-record.ts';

export function packFinalists(to: ByteWriter, finalists: readonly Finalist[]): void {
  to.count(finalists.length);
  for (const each of finalists) {
    to.count(each.ad);
    to.u16(each.code);
    to.u8(each.slot);
    to.u8(each.impression);
    to.u8(each.perThousand ? 1 : 0);
    to.big(each.offeredMicros);
    to.big(each.bidMicros);
    to.count(each.sharePpm);
    to.count(each.ppb);
    to.big(each.qualityMicros);
    to.big(each.priceMicros);
    to.u8(each.minToWinMicros === undefined ? 0 : 1);
    if (each.minToWinMicros !== undefined) to.big(each.minToWinMicros);
  }
}

export function unpackFinalists(from: ByteReader): Finalist[] {
  return Array.from({ length: from.count() }, () => ({
    ad: from.count(),
    code: from.u16(),
    slot: from.u8(),
    impression: from.u8(),
    perThousand: from.u8() === 1,
    offeredMicros: micros(from.big()),
    bidMicros: micros(from.big()),
    sharePpm: from.count(),
    ppb: from.count(),
    qualityMicros: micros(from.big()),
    priceMicros: micros(from.big()),
    minToWinMicros: from.u8() === 0 ? undefined : micros(from.big()),
  }));
}
