import { micros, type Micros } from '@flywheel/primitives';

/** What the ceiling of a bid follows from. Amounts are in the unit of the bid: per 1,000 or each. */
export type CeilingNeed = {
  perThousand: boolean;
  bidMicros: Micros | undefined;
  costMicros: Micros | undefined;
  /** What a day is to spend. */
  dayPlanMicros: Micros;
};

/** No bid without a stated price is above 50 per 1,000, or 10 each, in whole units of the currency. */
const most = { perThousand: 50_000_000n, each: 10_000_000n };
/** One event takes a fiftieth of a day's plan at most, so that a day is never fewer than fifty of them. */
const eventsADay = 50n;
const smallestStep = 1000n;

/**
 * The most that one bid may be: the stated bid; twice the cost where only an average is stated; else what the day's plan can bear.
 * Per 1,000 it is a multiple of 1,000 micros, never below one micro an impression.
 */
export function bidCeiling({ perThousand, bidMicros, costMicros, dayPlanMicros }: CeilingNeed): Micros {
  if (bidMicros !== undefined) return bidMicros;
  if (costMicros !== undefined) return micros(costMicros * 2n);
  const bearable = perThousand ? (dayPlanMicros * 1000n) / eventsADay : dayPlanMicros / eventsADay;
  const limit = perThousand ? most.perThousand : most.each;
  const ceiling = bearable < limit ? bearable : limit;
  if (!perThousand) return micros(ceiling > 0n ? ceiling : 1n);
  return micros(ceiling < smallestStep ? smallestStep : ceiling - (ceiling % smallestStep));
}
