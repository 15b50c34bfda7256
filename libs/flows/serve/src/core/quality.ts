import { learntEvents, ppbOf } from '@flywheel/ranking';
import type { AdColumns } from '../ads/ad-columns.ts';
import { chanceOf, type RequestShift } from './request-shift.ts';

/**
 * What a placement adds to every bid, in micros: the worth of one click to the reader times its chance, less the cost of one hide times its
 * chance. `hideLogit`: the intercept of a hide; undefined in models from before hides counted, which expect none.
 */
export type Quality = { readonly clickWorth: number; readonly hideCost: number; readonly hideLogit: number | undefined };

const click = learntEvents.indexOf('click');
const billion = 1e9;

/** The terms of a placement; undefined where only bids count. */
export function qualityTerms(
  { clickWorthMicros, hideCostMicros }: { clickWorthMicros: bigint; hideCostMicros: bigint },
  { hides }: { readonly hides?: number },
): Quality | undefined {
  if (clickWorthMicros === 0n && hideCostMicros === 0n) return undefined;
  return { clickWorth: Number(clickWorthMicros), hideCost: Number(hideCostMicros), hideLogit: hides };
}

/** q = λ·P(click) − κ·P(hide) of an ad for this request, in whole micros an impression; may be negative. */
export function qualityOf(ad: number, columns: AdColumns, shift: RequestShift, { clickWorth, hideCost, hideLogit }: Quality): number {
  const likes = clickWorth === 0 ? 0 : clickWorth * chanceOf(click, columns.click[ad] as number, shift);
  const hides = hideCost === 0 || hideLogit === undefined ? 0 : hideCost * ppbOf(hideLogit + (columns.hide[ad] as number));
  return Math.round((likes - hides) / billion) + 0;
}

/** No ad's quality lifts its score above its key by more, in micros · 10⁹; `mostClick`: the highest residual for a click of any ad. */
export function mostLift(shift: RequestShift, mostClick: number, { clickWorth }: Quality): number {
  // Whole micros are rounded to the nearest: one more bounds them.
  return clickWorth === 0 ? 0 : clickWorth * chanceOf(click, mostClick, shift) + billion;
}
