import type { Instant, Micros } from '@flywheel/primitives';

export type FundingNeed = {
  dailyMicros: Micros | undefined;
  lifetimeMicros: Micros | undefined;
  startsAt: Instant;
  endsAt: Instant | undefined;
};

const dayMs = 86_400_000;
const openEndedDays = 30n;

/**
 * How much money a campaign sets aside in all: its lifetime budget; or, with a daily one alone, that for every day of the schedule,
 * and for 30 days at a time where no end is set.
 */
export function fundingTarget(need: FundingNeed): Micros {
  if (need.lifetimeMicros !== undefined) return need.lifetimeMicros;
  const days = need.endsAt === undefined ? openEndedDays : BigInt(Math.max(1, Math.ceil((need.endsAt - need.startsAt) / dayMs)));
  return ((need.dailyMicros ?? 0n) * days) as Micros;
}
