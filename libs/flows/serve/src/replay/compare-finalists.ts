import type { Finalist } from '@flywheel/auction/record';
import type { Comparable, DifferenceList } from './difference.ts';

type Field = readonly [field: string, source: string, value: (finalist: Finalist) => Comparable];

/** What an ad came into the auction with: each has one source, and a record that was touched names it. */
const inputs: readonly Field[] = [
  ['offer', 'the campaign’s version', (each) => each.offeredMicros],
  ['pacing share', 'the pacing version', (each) => each.sharePpm],
  ['bid', 'the offer after pacing', (each) => each.bidMicros],
  ['chance', 'the model version', (each) => each.ppb],
  ['quality', 'the model version', (each) => each.qualityMicros],
  ['unit', 'the campaign’s version', (each) => each.perThousand],
];

/** What the auction made of it. */
const outcomes: readonly Field[] = [
  ['reason', 'the auction', (each) => each.code],
  ['slot', 'the auction', (each) => each.slot],
  ['impression', 'the auction', (each) => each.impression],
  ['price', 'the auction', (each) => each.priceMicros],
  ['bid that would have won', 'the auction', (each) => each.minToWinMicros],
];

/** Sets the finalists of the record against those found again, ad by ad. */
export function compareFinalists(
  recorded: readonly Finalist[],
  again: readonly Finalist[],
  whereIs: (ad: number) => string,
  list: DifferenceList,
): void {
  const found = new Map(again.map((each) => [each.ad, each]));
  for (const finalist of recorded) {
    const where = whereIs(finalist.ad);
    const other = found.get(finalist.ad);
    if (!other) {
      list.check({ where, field: 'finalist', source: 'the auction' }, true, false);
      continue;
    }
    for (const [field, source, value] of [...inputs, ...outcomes]) list.check({ where, field, source }, value(finalist), value(other));
  }
  const known = new Set(recorded.map((each) => each.ad));
  for (const { ad } of again) {
    if (!known.has(ad)) list.check({ where: whereIs(ad), field: 'finalist', source: 'the auction' }, false, true);
  }
}
