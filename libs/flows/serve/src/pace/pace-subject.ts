import type { PacedState, PacedSubject } from '@flywheel/database/pacing';
import { jointShare, shareOf, stepBudgetDual, stepCostDual, type TrafficWeek } from '@flywheel/pacing/plan';
import { micros, type Instant, type Micros } from '@flywheel/primitives';
import { targetOf, type PlannedWindow } from './planned-windows.ts';

/** What the pacer knows of a subject when it steps. */
export type Step = {
  subject: PacedSubject;
  windows: readonly PlannedWindow[];
  week: TrafficWeek;
  from: Instant;
  to: Instant;
  billed: { events: number; spentMicros: Micros } | undefined;
  /** Of the campaign above an ad set with a budget of its own. */
  campaignShare: number;
};

const million = 1_000_000;

/** One step of both multipliers; the share published moves only by a hundredth or more, so that versions stay few. */
export function paceSubject(step: Step): PacedState {
  const { subject, windows } = step;
  const { state, holder, campaign } = subject;
  const committedMicros = committedOf(windows);
  const multiplier = subject.runs ? stepBudget(step, committedMicros) : (state?.multiplier ?? 0);
  const costMultiplier = stepCost(step);
  const share = jointShare(shareOf(multiplier), shareOf(costMultiplier ?? 0), step.campaignShare);
  const throttle = jointShare(shareOf(multiplier), step.campaignShare);
  const sharePpm = moved(state?.sharePpm ?? million, share);
  const throttlePpm = moved(state?.throttlePpm ?? million, throttle);
  return { holder, campaign, multiplier, costMultiplier, sharePpm, throttlePpm, committedMicros };
}

/** Spent and held by open wins: of the whole life where it has such a window, else of the day. */
function committedOf(windows: readonly PlannedWindow[]): Micros {
  return windows.reduce((most, each) => (each.committedMicros > most ? each.committedMicros : most), micros(0));
}

function stepBudget({ subject, windows, week, from, to }: Step, committedMicros: Micros): number {
  const { state, chargeMicros } = subject;
  // Reservations that ran out lower it, and so does a new day: neither is spend.
  const since = state === undefined ? 0n : committedMicros - state.committedMicros;
  const spentMicros = micros(since > 0n ? since : 0n);
  const target = targetOf(windows, week, { from, to, spentMicros });
  if (target === undefined) return 0;
  return stepBudgetDual(state?.multiplier ?? 0, { target: Number(target), spent: Number(spentMicros), charge: Number(chargeMicros) });
}

/** Starts with the bid at the goal itself; above it only when the average allows. */
function stepCost({ subject, billed }: Step): number | undefined {
  const { cost, state } = subject;
  if (!cost) return undefined;
  const start = Math.max(0, Number(cost.startShareOf) / Number(cost.micros) - 1);
  const perEvent = Number(cost.micros) / (cost.perThousand ? 1000 : 1);
  const before = state?.costMultiplier ?? start;
  return billed ? stepCostDual(before, { events: billed.events, spent: Number(billed.spentMicros), cost: perEvent }) : before;
}

function moved(before: number, now: number): number {
  if (now === million || Math.abs(now - before) * 100 >= before) return now;
  return before;
}
