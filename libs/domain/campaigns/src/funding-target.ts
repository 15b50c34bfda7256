import { micros, type Instant, type Micros } from '@flywheel/primitives';

/** A budget over a schedule. */
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
  return need.lifetimeMicros ?? micros((need.dailyMicros ?? 0n) * scheduledDays(need));
}

/** What a day is to spend: the daily budget, else the lifetime budget over the days of the schedule (30 where no end is set). */
export function dayPlan(need: FundingNeed): Micros {
  return need.dailyMicros ?? micros((need.lifetimeMicros ?? 0n) / scheduledDays(need));
}

function scheduledDays({ startsAt, endsAt }: FundingNeed): bigint {
  return endsAt === undefined ? openEndedDays : BigInt(Math.max(1, Math.ceil((endsAt - startsAt) / dayMs)));
}
