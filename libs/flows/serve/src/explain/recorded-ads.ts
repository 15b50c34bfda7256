import type { Finalist, RecordedPlacement } from '@flywheel/auction/record';

/** An ad of a placement's record: packed reason, chance (0: it never came to bid), and the rest where it was ranked exactly. */
export type RecordedAd = { number: number; code: number; ppb: number; finalist: Finalist | undefined };

/** Every ad the record holds: the visited ones, and finalists for whom the list of visited ones had no room. */
export function recordedAds({ visited, finalists }: RecordedPlacement): RecordedAd[] {
  const ranked = new Map(finalists.map((each) => [each.ad, each]));
  const ads = Array.from({ length: visited.count }, (_, at): RecordedAd => {
    const number = visited.ad[at] ?? 0;
    const finalist = ranked.get(number);
    ranked.delete(number);
    return { number, code: visited.code[at] ?? 0, ppb: visited.ppb[at] ?? 0, finalist };
  });
  const beyond = [...ranked.values()].map((finalist): RecordedAd => ({
    number: finalist.ad,
    code: finalist.code,
    ppb: finalist.ppb,
    finalist,
  }));
  return [...ads, ...beyond];
}
