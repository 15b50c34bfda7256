import { ensureBudget, grantLease, readBudgets } from '@flywheel/database/budgets';
import type { HeldLease } from '@flywheel/cache';
import { leaseChunk, localDay, localDayEnd } from '@flywheel/pacing';
import { micros, newId, type Instant, type Micros, type Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { FundedCampaign } from './funded-campaigns.ts';

/** Who takes a lease, for how long it may be used, and the largest part of a budget it takes at once (hundredths of a percent). */
export type LeaseTaker = { decider: string; workers: number; leaseMs: number; mostBps: number };

/** A lease, or the window that has no room for one more charge (undefined: no money is set aside at all). */
export type TakenLease = { outcome: 'taken'; lease: HeldLease } | { outcome: 'refused'; window: string | undefined };

const life = 'life';

/** Takes one lease out of the campaign's windows: `life`, and with a daily budget the local day, whose row it makes. */
export async function takeLease(tx: Tx, campaign: FundedCampaign, taker: LeaseTaker, now: Instant, random: Random): Promise<TakenLease> {
  const windows = await openWindows(tx, campaign, now);
  const budgets = (await readBudgets(tx, campaign.campaign)).filter((each) => windows.includes(each.window));
  if (!budgets.some((each) => each.window === life)) return { outcome: 'refused', window: undefined };
  const { maxChargeMicros } = campaign;
  const chunks = budgets.map(({ capMicros, leasedMicros }) =>
    leaseChunk({ capMicros, leasedMicros, workers: taker.workers, maxPriceMicros: maxChargeMicros, mostBps: taker.mostBps }),
  );
  const chunk = chunks.reduce((least, each) => (each < least ? each : least));
  const wantMicros = micros(chunk > maxChargeMicros ? chunk : maxChargeMicros);
  const usableUntil = usableEnd(campaign, now, taker.leaseMs);
  const lease = newId('lse', now, random);
  const request = { lease, campaign: campaign.campaign, windows, decider: taker.decider, wantMicros, leastMicros: maxChargeMicros };
  const grant = await grantLease(tx, { ...request, now, expiresAt: usableUntil });
  if (grant.outcome === 'refused') return { outcome: 'refused', window: grant.window };
  return { outcome: 'taken', lease: { lease, campaign: campaign.campaign, grantedMicros: grant.grantedMicros, usableUntil } };
}

async function openWindows(tx: Tx, { campaign, currency, timeZone, dailyMicros }: FundedCampaign, now: Instant): Promise<string[]> {
  if (dailyMicros === undefined) return [life];
  const day = localDay(now, timeZone);
  await ensureBudget(tx, { campaign, window: day, currency, capMicros: dailyMicros });
  return [day, life];
}

/** A lease of a local day ends with it: an impression belongs to the day in which it was decided. */
function usableEnd({ dailyMicros, timeZone }: FundedCampaign, now: Instant, leaseMs: number): Instant {
  return dailyMicros === undefined ? now + leaseMs : Math.min(now + leaseMs, localDayEnd(now, timeZone));
}

/** What a refused window means in the closed list of losses. `reservedMicros`: what own wins still wait for; it may come back. */
export function shortageOf(window: string | undefined, reservedMicros: Micros): 580 | 581 | 582 | 584 {
  if (window === undefined) return 582;
  if (reservedMicros > 0n) return 584;
  return window === life ? 581 : 580;
}
