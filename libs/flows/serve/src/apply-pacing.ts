import type { PacingTable } from '@flywheel/cache';
import type { AdTable } from './ads/ad-table.ts';

const applied = new WeakMap<AdTable, bigint>();

/** Brings every bid of the table to the newest pacing version; costs nothing where none is new. */
export function applyPacing(table: AdTable, pacing: PacingTable): void {
  const before = applied.get(table) ?? 0n;
  if (before === pacing.version) return;
  for (const holder of pacing.changedSince(before)) {
    table.eachOf(holder, (ad) => shadeAd(table, ad, pacing));
  }
  applied.set(table, pacing.version);
}

/** One ad's bid by the pacing version that its table is at. */
export function shadeAd(table: AdTable, ad: number, pacing: Pick<PacingTable, 'sharePpm'>): void {
  const adSet = table.adSetOf(ad);
  table.setShare(ad, pacing.sharePpm(table.holderOf(ad), adSet));
}
