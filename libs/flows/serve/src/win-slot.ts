import type { DecisionSlot } from '@flywheel/database/decisions';
import type { DecisionResult } from '@flywheel/http/decisions';
import { impressionWindowMs } from '@flywheel/measurement';
import { assert, type Id, type Instant } from '@flywheel/primitives';
import { impressionOf } from '@flywheel/primitives/impressions';
import { packAdIds, type ImpressionTokens } from '@flywheel/runtime';
import type { AdCard } from './ads/ad-card.ts';
import type { Audience } from './audience.ts';
import type { SlotWinner } from './core/slot-task.ts';
import { contentAsked, type AskedPlacement, type Deciding } from './deciding.ts';
import type { KnownContent } from './people.ts';

/** The slot as its charge will need it. */
export function slotOf(
  { card, n, bidMicros, priceMicros, chancePpb }: SlotWinner,
  won: { asked: AskedPlacement; deciding: Deciding; content: KnownContent | undefined; lease: Id<'lse'> | undefined },
): DecisionSlot {
  const { asked, deciding, content, lease } = won;
  const { decision, request, audience, now } = deciding;
  assert(lease !== undefined, 'a slot that is won has a lease to spend from');
  return {
    n,
    imp: impressionOf(decision, n),
    placement: asked.id,
    account: card.account,
    campaign: card.campaign,
    campaignVersion: card.campaignVersion,
    adSet: card.adSet,
    ad: card.ad,
    adNo: card.adNo,
    creative: card.creative.creative,
    content: content?.content,
    creator: content?.creator,
    newContent: content ? undefined : contentAsked(asked, request),
    country: request.context?.country ?? audience.viewer?.country,
    device: request.context?.device,
    billingEvent: card.billingEvent,
    currency: card.currency,
    bidMicros,
    priceMicros,
    ppb: chancePpb,
    lease,
    expiresAt: now + impressionWindowMs[card.creative.format],
    adIds: (card.adIds ??= packAdIds({ ...card, creative: card.creative.creative })),
  };
}

/** The answer for a filled slot: what to draw, and the one token signed for it. */
export function filledResult(
  { card, slot: place }: SlotWinner,
  slot: DecisionSlot,
  { tokens, audience, now }: { tokens: ImpressionTokens; audience: Audience; now: Instant },
): DecisionResult {
  const { imp, campaign, adSet, ad, creative, placement, expiresAt, adIds } = slot;
  const viewerTag = audience.viewer ? tokens.viewerTag(audience.viewer.viewer, imp, now) : '';
  const token = tokens.sign({ imp, campaign, adSet, ad, creative, placement, viewerTag, expiresAt, adIds });
  return {
    placement,
    slot: place + 1,
    outcome: 'filled',
    ad,
    advertiser: card.accountName,
    creative: drawnOf(card),
    token,
    clickUrl: `/c/${token}`,
    beaconUrl: '/b/',
    expiresAt: isoOf(expiresAt),
  };
}

type Drawn = Extract<DecisionResult, { outcome: 'filled' }>['creative'];

const drawn = new WeakMap<AdCard, Drawn>();

/** What is drawn of an ad: one object as long as the ad stays as it is. */
function drawnOf(card: AdCard): Drawn {
  const known = drawn.get(card);
  if (known) return known;
  const { creative: id, format, headline, body, imageUrl, videoUrl, durationMs, callToAction } = card.creative;
  const made: Drawn = {
    id,
    format,
    headline,
    body,
    imageUrl: imageUrl ?? null,
    ...(videoUrl !== undefined && { videoUrl }),
    ...(durationMs !== undefined && { durationMs }),
    callToAction,
    domain: card.domain,
  };
  drawn.set(card, made);
  return made;
}

let lastIso = { at: Number.NaN, text: '' };

/** The slots of a page end at one moment: its text is made once. */
function isoOf(at: Instant): string {
  if (lastIso.at !== at) lastIso = { at, text: new Date(at).toISOString() };
  return lastIso.text;
}
