import type { CampaignSummary } from '@flywheel/http/campaigns';
import type { CampaignPacing, PacedWindow } from '@flywheel/http/pacing';
import { formatMoney } from '#lib/format/money.ts';

/** What a campaign spent beside what an even course would have spent by now. Shares are of the whole plan, 0 to 1, for pixels only. */
export type Pace = {
  readonly campaign: string;
  /** What is spent, where it is not the campaign as a whole. */
  readonly label?: string;
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

/** The same for each budget of a campaign as the pacer plans it: along the traffic of a day instead of evenly. */
export function pacesOf({ windows }: CampaignPacing, currency: string): readonly Pace[] {
  return windows.map((window) => {
    const [spent, total] = [BigInt(window.spentMicros), BigInt(window.capMicros)];
    const planned = window.plannedMicros === null ? null : BigInt(window.plannedMicros);
    const where = window.level === 'campaign' ? '' : `${window.name}, `;
    const label = `${where}${window.window === 'day' ? 'today' : 'in all'}`;
    const { words, tone } = verdictOf(window, planned, currency);
    return {
      campaign: `${window.holder} ${window.window}`,
      label: `${label.charAt(0).toUpperCase()}${label.slice(1)}`,
      name: window.name,
      currency,
      spentMicros: window.spentMicros,
      plannedMicros: window.plannedMicros,
      totalMicros: window.capMicros,
      spentShare: shareOf(spent, total),
      plannedShare: planned === null ? null : shareOf(planned, total),
      words,
      tone,
    };
  });
}

function verdictOf(window: PacedWindow, planned: bigint | null, currency: string): Pick<Pace, 'words' | 'tone'> {
  const plan = planned === null ? 'No end is set: spends as chances come.' : `Planned by now: ${formatMoney(planned, currency)}`;
  const off = window.errorPpm === null ? '' : `, ${percentOf(window.errorPpm)} off`;
  const held = Math.min(window.sharePpm, window.throttlePpm);
  const pace =
    held < 1_000_000 ? ` Held back: bids at ${percentOf(window.sharePpm)}, fixed prices ${percentOf(window.throttlePpm)} of the time.` : '';
  const [committed, wanted] = [window.capMicros, window.wantedMicros].map((each) => formatMoney(each ?? 0n, currency));
  const lowered = window.wantedMicros === null ? '' : ` Already committed: ${committed}; it comes down to ${wanted} as wins settle.`;
  const near = window.errorPpm === null || window.errorPpm * Number(tolerance.denominator) <= 1_000_000 * Number(tolerance.numerator);
  return {
    words: `${plan}${off}${planned === null ? '' : '.'}${pace}${lowered}`,
    tone: planned === null ? 'neutral' : near ? 'good' : 'warn',
  };
}

function percentOf(ppm: number): string {
  return `${Math.round(ppm / 10_000)} %`;
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
