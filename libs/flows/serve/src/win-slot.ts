import type { DecidedAd, DecisionResult } from '@flywheel/http/decisions';
import { afterImpressionMs, impressionWindowMs } from '@flywheel/measurement';
import { reservedPrice } from '@flywheel/pacing';
import { assert, newId, type Id, type Instant, type Random } from '@flywheel/primitives';
import type { ImpressionTokens } from '@flywheel/runtime';
import type { Deciding } from './deciding.ts';
import type { SlotWinner } from './fill-slot.ts';
import type { KnownContent } from './people.ts';
import type { ServingAd } from './serving-ad.ts';
import type { ServingMemory } from './serving-memory.ts';

/** A slot that was won, before anything is reserved. */
export type Win = {
  deciding: Deciding;
  placement: string;
  winner: SlotWinner;
  content: KnownContent | undefined;
  /** The post around the slot as the platform calls it, where memory does not know it. */
  newContent: string | undefined;
  country: string | undefined;
  device: string | undefined;
};

// A beacon accepted in the last second is charged and read a moment later.
const graceMs = 60_000;

/** Reserves lease and caps, signs the one token of the slot, notes the slot for the record, and draws the answer. */
export function winSlot(
  win: Win,
  memory: ServingMemory,
  tokens: ImpressionTokens,
  random: Random,
): { imp: Id<'imp'>; result: DecisionResult } {
  const { deciding, placement, winner } = win;
  const { ad } = winner;
  const { now, audience } = deciding;
  const imp = newId('imp', now, random);
  const expiresAt = now + impressionWindowMs[ad.creative.format];
  const lease = reserveLease(win, memory, expiresAt);
  reserveCaps(imp, win, memory, expiresAt);
  deciding.seated.add(ad.account);
  const viewerTag = audience.viewer ? tokens.viewerTag(audience.viewer.viewer, imp, now) : '';
  const { campaign, adSet } = ad;
  const token = tokens.sign({ imp, campaign, adSet, ad: ad.ad, creative: ad.creative.creative, placement, viewerTag, expiresAt });
  deciding.slots.push({
    imp,
    placement,
    account: ad.account,
    campaign,
    campaignVersion: ad.campaignVersion,
    adSet,
    ad: ad.ad,
    creative: ad.creative.creative,
    content: win.content?.content,
    creator: win.content?.creator,
    newContent: win.newContent,
    country: win.country,
    device: win.device,
    billingEvent: ad.billingEvent,
    currency: ad.currency,
    bidMicros: ad.bidMicros,
    priceMicros: winner.priceMicros,
    clickPpb: ad.chances.clickPpb,
    lease,
    expiresAt,
  });
  return { imp, result: { placement, outcome: 'filled', ...drawn(ad, token, expiresAt) } };
}

function reserveLease({ deciding, winner }: Win, memory: ServingMemory, tokenExpiresAt: Instant): Id<'lse'> {
  const { ad, priceMicros } = winner;
  const chancePpb = ad.billingEvent === 'viewable' ? ad.chances.viewablePpb : ad.chances.clickPpb;
  const later = ad.billingEvent === 'impression' ? 0 : afterImpressionMs.viewable;
  const lease = memory.leases.reserve({
    holder: ad.campaign,
    micros: reservedPrice(priceMicros, ad.billingEvent, chancePpb),
    atLeastMicros: ad.maxChargeMicros,
    now: deciding.now,
    expiresAt: tokenExpiresAt + later + graceMs,
  });
  assert(lease !== undefined, 'an admitted ad is covered by a lease until its slot is won');
  return lease;
}

function reserveCaps(imp: Id<'imp'>, { deciding, winner }: Win, memory: ServingMemory, tokenExpiresAt: Instant): void {
  const viewer = deciding.audience.capKey;
  const subjects = winner.ad.capRules.map((rule) => rule.subject);
  if (viewer === undefined || subjects.length === 0) return;
  memory.caps.reserve({ imp, campaign: winner.ad.campaign, viewer, subjects, at: deciding.now, expiresAt: tokenExpiresAt + graceMs });
}

function drawn(ad: ServingAd, token: string, expiresAt: Instant): DecidedAd {
  const { creative, format, headline, body, imageUrl, callToAction } = ad.creative;
  return {
    ad: ad.ad,
    advertiser: ad.accountName,
    creative: { id: creative, format, headline, body, imageUrl: imageUrl ?? null, callToAction, domain: ad.domain },
    token,
    clickUrl: `/c/${token}`,
    beaconUrl: '/b/',
    expiresAt: new Date(expiresAt).toISOString(),
  };
}
