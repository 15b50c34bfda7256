import { scoreOf } from '@flywheel/auction';
import type { Finalist } from '@flywheel/auction/record';
import type { NamedAd } from '@flywheel/database/history';
import type { ExplainedAd } from '@flywheel/http/explanations';
import { reasonInWords } from './reason-words.ts';
import type { RecordedAd } from './recorded-ads.ts';

/** An ad's line in the operator's form; `asked`: what memory said about it, in words. */
export function explainAd({ number, code, ppb, finalist }: RecordedAd, name: NamedAd, asked: string[]): ExplainedAd {
  return {
    ad: name.ad,
    number,
    name: name.name,
    campaign: name.campaign,
    campaignName: name.campaignName,
    advertiser: name.advertiser,
    ...reasonInWords(code),
    billingEvent: name.billingEvent,
    perThousand: finalist?.perThousand ?? isPerThousand(name.billingEvent),
    chancePpb: ppb === 0 ? null : String(ppb),
    ...(finalist ? ranked(finalist) : unranked),
    asked,
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
