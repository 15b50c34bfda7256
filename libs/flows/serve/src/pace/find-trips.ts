import { readAdSetHours } from '@flywheel/database/pacing';
import { tripReason } from '@flywheel/pacing/plan';
import { formatMicros, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { hourPlan, type Found } from './planned-windows.ts';

/** An ad set to stop, and the sentence its advertiser reads. */
export type Trip = { campaign: Id<'cmp'>; adSet: Id<'set'>; reason: string };

const hourMs = 3_600_000;
const fewestCharges = 20;

/** Judges the running hour of every ad set that was charged in it. */
export async function findTrips(tx: Tx, found: readonly Found[], now: Instant): Promise<Trip[]> {
  const byHolder = new Map(found.map((each) => [each.subject.holder as string, each]));
  const from = Math.floor(now / hourMs) * hourMs;
  return (await readAdSetHours(tx, now, fewestCharges)).flatMap((hour) => {
    const own = byHolder.get(hour.adSet);
    const holder = own && own.windows.length > 0 ? own : byHolder.get(hour.campaign);
    const plannedMicros = holder && hourPlan(holder.windows, holder.week, { from, to: from + hourMs, spentMicros: hour.spentMicros });
    const { campaign, adSet, spentMicros } = hour;
    switch (tripReason({ ...hour, plannedMicros })) {
      case 'spend': {
        const plan = plannedMicros === undefined ? '' : ` of ${formatMicros(plannedMicros)}`;
        return [
          { campaign, adSet, reason: `It spent ${formatMicros(spentMicros)} within an hour, more than three times its plan${plan}.` },
        ];
      }
      case 'price':
        return [{ campaign, adSet, reason: 'Within an hour it paid more than three times what it paid in the past seven days.' }];
      case undefined:
        return [];
    }
  });
}
