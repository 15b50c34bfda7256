import type { PlacementRow } from '@flywheel/database/serving';
import type { DecisionRequest } from '@flywheel/http/decisions';
import { feedCode } from '@flywheel/pacing/placement';
import type { AskedPlacement } from './decide-ads.ts';

type Feed = NonNullable<NonNullable<DecisionRequest['context']>['feed']>;

/** Whether the feed has room for an ad there; a slot that says nothing of its position stands in no feed. */
export function feedGate(row: PlacementRow, asked: Pick<AskedPlacement, 'position'>, feed: Feed | undefined): 0 | 502 | 503 {
  if (asked.position === undefined) return 0;
  const { firstPosition, gap, shareBps, fatigueAds, fatigueHides } = row;
  const hides = feed?.hides ?? 0;
  if (fatigueHides !== undefined && hides >= fatigueHides) return 503;
  const state = { position: asked.position, adsSeen: feed?.adsSeen ?? 0, lastAdPosition: feed?.lastAdPosition, hides };
  return feedCode({ firstPosition, gap, shareBps, mostAds: fatigueAds ?? 0 }, state);
}
