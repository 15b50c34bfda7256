import type { Instant, Micros } from '@flywheel/primitives';
import { choiceObstacle, dateObstacle, moneyObstacle, reviewObstacle } from './obstacle.ts';
import { obstacleWords } from './obstacle-words.ts';
import type { ServingObstacle } from './serving-obstacle.ts';
import type { ConfiguredStatus, EffectiveStatus, ReviewState } from './status.ts';

/** All that decides whether one ad, or a campaign as a whole, may serve; see `effectiveTree` for every level at once. */
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

export type EffectiveStatusAndReason = { status: EffectiveStatus; code: ServingObstacle; reason: string };

/** The first obstacle in the order a person would remove them; `active` when there is none. The reason is in plain words. */
export function effectiveStatus(standing: Standing, now: Instant): EffectiveStatusAndReason {
  const obstacle =
    choiceObstacle(standing.configured, 'campaign') ??
    (standing.accountActive ? undefined : ({ status: 'suspended', code: 520, at: 'account' } as const)) ??
    reviewObstacle(bestReview(standing.reviews)) ??
    dateObstacle(standing, now) ??
    moneyObstacle(standing, 'campaign');
  if (obstacle === undefined) return { status: 'active', code: 0, reason: 'It serves.' };
  return { status: obstacle.status, code: obstacle.code, reason: obstacleWords(obstacle, 'campaign') };
}

function bestReview(reviews: readonly ReviewState[]): ReviewState {
  if (reviews.includes('approved')) return 'approved';
  return reviews.includes('pending') ? 'pending' : 'rejected';
}
