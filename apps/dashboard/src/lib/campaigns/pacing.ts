import type { CampaignSummary } from '@flywheel/http/campaigns';
import { formatMoney } from '#lib/format/money.ts';

/** What a campaign spent beside what an even course would have spent by now. Shares are of the whole plan, 0 to 1, for pixels only. */
export type Pace = {
  readonly campaign: string;
  readonly name: string;
  readonly currency: string;
  readonly spentMicros: string;
  /** Null where nothing says by when the money should be spent. */
  readonly plannedMicros: string | null;
  readonly totalMicros: string;
  readonly spentShare: number;
  readonly plannedShare: number | null;
  readonly words: string;
  readonly tone: 'good' | 'warn' | 'neutral';
};

type Plan = Pick<
  CampaignSummary,
  'id' | 'name' | 'currency' | 'startsAt' | 'endsAt' | 'dailyBudgetMicros' | 'lifetimeBudgetMicros' | 'fundedMicros' | 'heldMicros'
>;

const dayMs = 86_400_000n;
/** Within a fifth of the plan is on plan. */
const tolerance = { numerator: 1n, denominator: 5n };

/** Spend against an even course: the lifetime budget over the schedule, or the daily budget for every day begun. */
export function paceOf(plan: Plan, now: string): Pace {
  const spent = clampToZero(BigInt(plan.fundedMicros) - BigInt(plan.heldMicros));
  const total = totalOf(plan);
  const planned = plannedBy(plan, now);
  return {
    campaign: plan.id,
    name: plan.name,
    currency: plan.currency,
    spentMicros: String(spent),
    plannedMicros: planned === null ? null : String(planned),
    totalMicros: String(total),
    spentShare: shareOf(spent, total),
    plannedShare: planned === null ? null : shareOf(planned, total),
    ...verdict(spent, planned, plan.currency),
  };
}

/** What may be spent by `now` at an even pace; null without an end and without a daily budget. */
function plannedBy({ startsAt, endsAt, dailyBudgetMicros, lifetimeBudgetMicros }: Plan, now: string): bigint | null {
  const elapsed = clampToZero(BigInt(Date.parse(now) - Date.parse(startsAt)));
  if (lifetimeBudgetMicros !== null && endsAt !== null) {
    const length = BigInt(Date.parse(endsAt) - Date.parse(startsAt));
    const passed = elapsed < length ? elapsed : length;
    return length <= 0n ? BigInt(lifetimeBudgetMicros) : (BigInt(lifetimeBudgetMicros) * passed) / length;
  }
  if (dailyBudgetMicros === null) return null;
  const byDays = (BigInt(dailyBudgetMicros) * elapsed) / dayMs;
  const most = lifetimeBudgetMicros === null ? byDays : BigInt(lifetimeBudgetMicros);
  return byDays < most ? byDays : most;
}

function totalOf({ lifetimeBudgetMicros, fundedMicros }: Plan): bigint {
  return BigInt(lifetimeBudgetMicros ?? fundedMicros);
}

function verdict(spent: bigint, planned: bigint | null, currency: string): Pick<Pace, 'words' | 'tone'> {
  if (planned === null) return { words: 'No end and no daily budget: spends as chances come.', tone: 'neutral' };
  const slack = (planned * tolerance.numerator) / tolerance.denominator;
  const plan = formatMoney(planned, currency);
  if (spent < planned - slack) return { words: `Behind: an even pace would be ${plan} by now.`, tone: 'warn' };
  if (spent > planned + slack) return { words: `Ahead: an even pace would be ${plan} by now.`, tone: 'warn' };
  return { words: `On plan: an even pace would be ${plan} by now.`, tone: 'good' };
}

function clampToZero(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}

function shareOf(part: bigint, whole: bigint): number {
  if (whole <= 0n) return 0;
  return Math.min(1, Number((part * 10_000n) / whole) / 10_000);
}
