import { scoreOf } from '@flywheel/auction';
import type { CapRead, Finalist, RecordedPlacement } from '@flywheel/auction/record';
import type { NamedAd } from '@flywheel/database/history';
import type { ExplainedAd } from '@flywheel/http/explanations';
import { capWords, readWords } from './asked-words.ts';
import { reasonInWords } from './reason-words.ts';

/** An ad's line in the operator's form. `at`: its place among the visited ads of the placement (ordinal `slot`). */
export function explainAd(
  placement: RecordedPlacement,
  { at, ordinal, caps }: { at: number; ordinal: number; caps: readonly CapRead[] },
  names: ReadonlyMap<number, NamedAd>,
): ExplainedAd | undefined {
  const { visited, finalists, reads } = placement;
  const number = visited.ad[at] ?? -1;
  const name = names.get(number);
  if (!name) return undefined;
  const finalist = finalists.find((each) => each.ad === number);
  const ppb = finalist?.ppb ?? visited.ppb[at] ?? 0;
  const counted = caps.filter((each) => each.ad === number && each.placement === ordinal);
  return {
    ad: name.ad,
    number,
    name: name.name,
    campaign: name.campaign,
    campaignName: name.campaignName,
    advertiser: name.advertiser,
    ...reasonInWords(visited.code[at] ?? 0),
    billingEvent: name.billingEvent,
    perThousand: finalist?.perThousand ?? isPerThousand(name.billingEvent),
    chancePpb: ppb === 0 ? null : String(ppb),
    ...(finalist ? ranked(finalist) : unranked),
    asked: [...reads.filter((each) => each.ad === number).map(readWords), ...counted.map(capWords)],
  };
}

/** Impressions and viewable ones are sold by the thousand. */
export function isPerThousand(billingEvent: string): boolean {
  return billingEvent === 'impression' || billingEvent === 'viewable';
}

type Ranked = Pick<
  ExplainedAd,
  'offeredMicros' | 'bidMicros' | 'sharePpm' | 'qualityMicros' | 'score' | 'arithmetic' | 'minToWinMicros' | 'slot'
>;

const unranked: Ranked = {
  offeredMicros: null,
  bidMicros: null,
  sharePpm: null,
  qualityMicros: null,
  score: null,
  arithmetic: null,
  minToWinMicros: null,
  slot: null,
};

function ranked(finalist: Finalist): Ranked {
  const { offeredMicros, bidMicros, sharePpm, ppb, qualityMicros, minToWinMicros, slot } = finalist;
  const score = scoreOf({ bidMicros, ppb: BigInt(ppb), qualityMicros });
  return {
    offeredMicros: String(offeredMicros),
    bidMicros: String(bidMicros),
    sharePpm,
    qualityMicros: String(qualityMicros),
    score: String(score),
    arithmetic: `${bidMicros} × ${ppb} + ${qualityMicros} × 10⁹ = ${score}`,
    minToWinMicros: minToWinMicros === undefined ? null : String(minToWinMicros),
    slot: slot === 0 ? null : slot,
  };
}
