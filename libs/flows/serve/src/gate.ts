import type { NoFillReason } from '@flywheel/auction';
import { effectiveStatus, servingObstacle } from '@flywheel/campaigns';
import { withinCaps } from '@flywheel/pacing';
import type { Instant } from '@flywheel/primitives';
import type { ServingAd } from './serving-ad.ts';
import type { ServingMemory } from './serving-memory.ts';

/** What an ad is let through for. */
export type Gate = {
  now: Instant;
  format: string;
  capKey: string | undefined;
  /** Advertisers that already have a slot of this response. */
  seated: ReadonlySet<string>;
  memory: ServingMemory;
};

/** The first reason, in the fixed order of the pipeline, that keeps a matched ad out of the auction; 0 lets it in. */
export function gateAd(ad: ServingAd, gate: Gate): NoFillReason {
  return (
    ad.audienceObstacle || standingObstacle(ad, gate.now) || slotObstacle(ad, gate) || capObstacle(ad, gate) || leaseObstacle(ad, gate)
  );
}

function standingObstacle(ad: ServingAd, now: Instant): NoFillReason {
  const standing = {
    configured: ad.configuredStatus,
    accountActive: ad.accountActive,
    startsAt: ad.startsAt,
    endsAt: ad.endsAt,
    fundedMicros: ad.fundedMicros,
    // What is really left is the lease's question, two steps on.
    leftMicros: ad.fundedMicros,
    reviews: [ad.reviewState],
  };
  return servingObstacle(effectiveStatus(standing, now).status);
}

function slotObstacle(ad: ServingAd, { format, seated }: Gate): NoFillReason {
  if (ad.creative.format !== format) return 204;
  return seated.has(ad.account) ? 603 : 0;
}

function capObstacle(ad: ServingAd, { capKey, memory, now }: Gate): NoFillReason {
  for (const rule of ad.capRules) {
    if (capKey === undefined) return 567;
    if (!withinCaps(rule.caps, memory.caps.instantsOf(capKey, rule.subject), now)) return rule.code;
  }
  return 0;
}

/** Admitted only where the lease covers the highest possible charge: spend can never pass the budget. */
function leaseObstacle(ad: ServingAd, { memory, now }: Gate): NoFillReason {
  if (ad.ppb < 1n) return 585;
  return memory.leases.ask(ad.campaign, ad.maxChargeMicros, now);
}
