import type { Instant, Micros } from '@flywheel/primitives';
import type { ConfiguredStatus, EffectiveStatus, ReviewState } from './status.ts';

/** All that decides whether a campaign, or one ad of it, may serve. */
export type Standing = {
  configured: ConfiguredStatus;
  accountActive: boolean;
  startsAt: Instant;
  endsAt: Instant | undefined;
  /** Money set aside since it began, and how much of that is not yet leased or spent. */
  fundedMicros: Micros;
  leftMicros: Micros;
  /** Review states of its creatives: one for an ad, all for a campaign. One approved creative is enough to serve. */
  reviews: readonly ReviewState[];
};

export type EffectiveStatusAndReason = { status: EffectiveStatus; reason: string };

/** The first obstacle in the order a person would remove them; `active` when there is none. The reason is one plain sentence. */
export function effectiveStatus(standing: Standing, now: Instant): EffectiveStatusAndReason {
  if (standing.configured === 'draft') return because('draft', 'It is a draft: set it active to let it serve.');
  if (standing.configured === 'paused') return because('paused', 'It is paused: set it active to let it serve.');
  if (standing.configured === 'archived') return because('archived', 'It is archived and does not serve.');
  if (!standing.accountActive) return because('suspended', 'The account is suspended by the operator.');
  return reviewObstacle(standing) ?? dateObstacle(standing, now) ?? moneyObstacle(standing) ?? because('active', 'It serves.');
}

function reviewObstacle({ reviews }: Standing): EffectiveStatusAndReason | undefined {
  if (reviews.includes('approved')) return undefined;
  if (reviews.includes('pending')) return because('in_review', 'Its creatives wait for review.');
  return because('rejected', 'Every creative was rejected: change it to have it reviewed again.');
}

function dateObstacle({ startsAt, endsAt }: Standing, now: Instant): EffectiveStatusAndReason | undefined {
  if (now < startsAt) return because('scheduled', 'Its start has not come yet.');
  return endsAt !== undefined && now >= endsAt ? because('ended', 'Its end has passed.') : undefined;
}

function moneyObstacle({ fundedMicros, leftMicros }: Standing): EffectiveStatusAndReason | undefined {
  if (fundedMicros <= 0n) return because('unfunded', 'No money is set aside: top up the account.');
  return leftMicros <= 0n ? because('spent', 'Its budget is used up.') : undefined;
}

function because(status: EffectiveStatus, reason: string): EffectiveStatusAndReason {
  return { status, reason };
}
