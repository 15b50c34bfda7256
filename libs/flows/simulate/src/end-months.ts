import { periodOf } from '@flywheel/ledger';
import { assert, type Instant } from '@flywheel/primitives';
import type { Stage } from './stage.ts';

const actor = 'simulation';

/** Closes the month that ended within [from, to] and reinvests its share, once every minute of it is sealed. */
export async function endMonths(stage: Stage, { from, to }: { from: Instant; to: Instant }): Promise<void> {
  const [before, after] = [periodOf(from - 1), periodOf(to - 1)];
  if (before === after) return;
  const closing = await stage.closeMonth.run({ period: before, now: to, actor });
  assert(closing.outcome === 'closed', `a simulated month closes: ${JSON.stringify(closing)}`);
  await stage.reinvest.run({ period: before, now: to, actor });
}
