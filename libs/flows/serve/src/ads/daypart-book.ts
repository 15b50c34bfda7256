import { inDaypart, type Daypart, type DaypartZone } from '@flywheel/campaigns';
import type { Instant } from '@flywheel/primitives';

/** The hours of an ad set and on whose clock they are. */
export type Hours = { dayparts: readonly Daypart[]; zone: DaypartZone; timeZone: string };

const quarterMs = 900_000;
const mostAnswers = 10_000;

/** Every distinct plan of hours under a number; number 0 is "always". Answers are kept for the quarter of an hour they are true for. */
export class DaypartBook {
  readonly plans: Hours[] = [];
  private readonly numbers = new Map<string, number>();
  private quarter = 0;
  private answers = new Map<string, boolean>();

  constructor(plans: readonly Hours[] = []) {
    for (const plan of plans) this.number(plan);
  }

  number(hours: Hours): number {
    if (hours.dayparts.length === 0) return 0;
    const key = JSON.stringify(hours);
    const known = this.numbers.get(key) ?? this.plans.push(hours);
    this.numbers.set(key, known);
    return known;
  }

  /** Whether the plan is open now; `viewerZone` counts where hours are on the viewer's clock. */
  isOpen(number: number, now: Instant, viewerZone: string | undefined): boolean {
    const plan = this.plans[number - 1];
    if (!plan) return true;
    const zone = plan.zone === 'viewer' ? (viewerZone ?? plan.timeZone) : plan.timeZone;
    const quarter = Math.floor(now / quarterMs);
    if (quarter !== this.quarter || this.answers.size > mostAnswers) {
      this.quarter = quarter;
      this.answers = new Map();
    }
    const key = `${number} ${zone}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const open = inDaypart(plan.dayparts, zone, now);
    this.answers.set(key, open);
    return open;
  }
}
