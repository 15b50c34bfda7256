import type { Instant } from '@flywheel/primitives';
import { inDaypart, nextDaypart } from './daypart.ts';
import type { AdSetStanding, BudgetStanding, CampaignStanding, PaceStanding } from './standing.ts';
import type { ConfiguredStatus, EffectiveStatus, Level, ReviewState } from './status.ts';

/** The code of the closed list of losses by which something keeps an ad from serving; 0 when nothing does. */
export type ObstacleCode = 0 | 201 | 202 | 520 | 521 | 522 | 523 | 543 | 546 | 580 | 581 | 582 | 583 | 585;

/** One thing that stands in the way of an ad: what, by which code, at which level, and its particulars in words. */
export type Obstacle = { status: EffectiveStatus; code: ObstacleCode; at: Level; particulars?: string | undefined };

const whole = 1_000_000;
/** Bidding nine tenths or more is not worth a word. */
const hardlyPaced = 900_000;

/** The advertiser's own choice, or the breaker's. */
export function choiceObstacle(configured: ConfiguredStatus, at: Level, tripReason?: string): Obstacle | undefined {
  return configured === 'active' ? undefined : { status: configured, code: 521, at, particulars: tripReason };
}

/** Whether the creative may be shown at all. */
export function reviewObstacle(review: ReviewState): Obstacle | undefined {
  if (review === 'approved') return undefined;
  return review === 'pending' ? { status: 'in_review', code: 201, at: 'ad' } : { status: 'rejected', code: 202, at: 'ad' };
}

/** Whether the audience may be served as a whole. */
export function audienceObstacle({ audience }: AdSetStanding): Obstacle | undefined {
  return audience && { status: 'unreachable', code: audience.code, at: 'ad set', particulars: audience.sentence };
}

/** Start and end; the end is exclusive. */
export function dateObstacle({ startsAt, endsAt }: Pick<CampaignStanding, 'startsAt' | 'endsAt'>, now: Instant): Obstacle | undefined {
  if (now < startsAt) return { status: 'scheduled', code: 522, at: 'campaign', particulars: momentOf(startsAt) };
  return endsAt !== undefined && now >= endsAt ? { status: 'ended', code: 522, at: 'campaign', particulars: momentOf(endsAt) } : undefined;
}

/** The hours of the ad set. On the viewer's clock they are each viewer's own question, so nothing stands in the way as a whole. */
export function daypartObstacle(set: AdSetStanding, timeZone: string, now: Instant): Obstacle | undefined {
  if (set.daypartZone === 'viewer' || inDaypart(set.dayparts, timeZone, now)) return undefined;
  const next = nextDaypart(set.dayparts, timeZone, now);
  const particulars = next === undefined ? 'Its hours never come.' : `Its hours begin again at ${clockTime(next, timeZone)} (${timeZone}).`;
  return { status: 'scheduled', code: 523, at: 'ad set', particulars };
}

/** Money: none set aside, all used up, or today's used up. */
export function moneyObstacle({ fundedMicros, leftMicros, dayLeftMicros }: BudgetStanding, at: Level): Obstacle | undefined {
  if (fundedMicros <= 0n) return { status: 'unfunded', code: 582, at };
  if (leftMicros <= 0n) return { status: 'spent', code: 581, at };
  return dayLeftMicros !== undefined && dayLeftMicros <= 0n ? { status: 'capped', code: 580, at } : undefined;
}

/** The credit of an account that pays afterwards. */
export function creditObstacle({ creditLeftMicros }: Pick<CampaignStanding, 'creditLeftMicros'>): Obstacle | undefined {
  if (creditLeftMicros === undefined || creditLeftMicros > 0n) return undefined;
  return { status: 'unfunded', code: 582, at: 'campaign', particulars: 'The account’s credit limit is used up until a payment comes in.' };
}

/** Held back by pacing: it still serves, less. */
export function paceObstacle(pace: PaceStanding | undefined, at: Level): Obstacle | undefined {
  if (pace === undefined || (pace.sharePpm >= hardlyPaced && pace.throttlePpm >= hardlyPaced)) return undefined;
  if (pace.throttlePpm < hardlyPaced) {
    return { status: 'paced', code: 583, at, particulars: `It takes part in ${percent(pace.throttlePpm)} of its chances.` };
  }
  return { status: 'paced', code: 585, at, particulars: `It bids ${percent(pace.sharePpm)} of what it may.` };
}

function percent(ppm: number): string {
  const share = (ppm * 100) / whole;
  return share > 0 && share < 1 ? 'less than 1 %' : `${Math.floor(share)} %`;
}

/** Such as `4 December 2026, 00:00 UTC`: schedules are written in UTC. */
function momentOf(at: Instant): string {
  const format = { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  return `${new Intl.DateTimeFormat('en-GB', format).format(at)}, ${time} UTC`;
}

function clockTime(at: Instant, timeZone: string): string {
  const format = { timeZone, weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(at);
}
