import type { AuctionRules } from '@flywheel/auction';
import type { PlacementRow } from '@flywheel/database/serving';
import type { DecisionRequest } from '@flywheel/http/decisions';
import { feedCode } from '@flywheel/pacing/placement';
import { micros } from '@flywheel/primitives';

const nothing = micros(0);
type Feed = NonNullable<NonNullable<DecisionRequest['context']>['feed']>;

/**
 * Whether the feed has room for an ad there (502, 503), and the visit for another post pushed out of sight (604). A slot that says nothing
 * of its position stands in no feed; one that displaces nothing costs nothing.
 */
export function feedGate(
  row: PlacementRow,
  place: { position?: number | undefined },
  { displacedMicros = nothing }: Pick<AuctionRules, 'displacedMicros'>,
  feed: Feed | undefined,
): 0 | 502 | 503 | 604 {
  const { firstPosition, gap, shareBps, fatigueAds, fatigueHides, displacedBudgetMicros } = row;
  if (displacedBudgetMicros !== undefined && displacedMicros > 0n) {
    if (BigInt(feed?.displacedMicros ?? 0) + displacedMicros > displacedBudgetMicros) return 604;
  }
  if (place.position === undefined) return 0;
  const hides = feed?.hides ?? 0;
  if (fatigueHides !== undefined && hides >= fatigueHides) return 503;
  const state = { position: place.position, adsSeen: feed?.adsSeen ?? 0, lastAdPosition: feed?.lastAdPosition, hides };
  return feedCode({ firstPosition, gap, shareBps, mostAds: fatigueAds ?? 0 }, state);
}
