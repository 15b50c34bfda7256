import type { Instant } from '@flywheel/primitives';
import { learntEvents, mostDrawn, ppbOf, shiftFactor, type Model } from '@flywheel/ranking';

const micro = 1_000_000;

/**
 * The request's half of every logit, by learnt event (intercept + placement + device + hour), and the most by which it lifts any
 * score above the key its ad was indexed with: as it is, and where logits are drawn.
 */
export type RequestShift = { readonly byEvent: Int32Array; readonly factor: number; readonly drawnFactor: number };

/** The logits of all ads as they were indexed, by learnt event: where nothing pays for an event, `lowest` is above `highest`. */
export type LogitRanges = {
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
  /** One number: the highest residual for a click of any ad, whatever it pays for; never below 0, that of an unknown one. */
  readonly mostClick: Int32Array;
};

/** No ads at all. */
export function emptyRanges(): LogitRanges {
  const length = learntEvents.length;
  return {
    lowest: new Int32Array(length).fill(2_000_000_000),
    highest: new Int32Array(length).fill(-2_000_000_000),
    mostClick: new Int32Array(1),
  };
}

/** The key an ad is indexed with: its bid in full times its chance where nothing is known of the request. */
export function keyOf(ad: { event: number; offered: number; logit: number }, intercepts: readonly number[]): number {
  if (ad.event < 0) return ad.offered * micro;
  const chance = ppbOf((intercepts[ad.event] ?? 0) + ad.logit);
  // Rounded up where bids per 1,000 views round down: a key may be too high, never too low.
  return ad.offered * (ad.event === 0 ? Math.ceil(chance / 1000) : chance);
}

/** Chance and value of an ad's event for this request, in whole parts per billion. */
export function chanceOf(event: number, logit: number, shift: RequestShift): number {
  return event < 0 ? micro : ppbOf(logit + (shift.byEvent[event] as number));
}

/** What turns the bid into value: see `bidPpb`. */
export function valuePpb(event: number, chancePpb: number): number {
  return event === 0 ? Math.floor(chancePpb / 1000) : chancePpb;
}

/** The shift of a request from this placement and device in this UTC hour. `indexed`: the intercepts that the keys were made with. */
export function requestShift(
  model: Model,
  place: { placement: string; device: string | undefined; hour: number },
  indexed: { intercepts: readonly number[]; ranges: LogitRanges },
): RequestShift {
  const placement = model.placements.get(place.placement);
  const device = place.device === undefined ? undefined : model.devices.get(place.device);
  const hour = model.hours?.get(String(place.hour));
  const byEvent = new Int32Array(learntEvents.length);
  let [factor, drawnFactor] = [1, 1];
  for (let event = 0; event < byEvent.length; event += 1) {
    const own = (placement?.[event] ?? 0) + (device?.[event] ?? 0) + (hour?.[event] ?? 0);
    const shift = (model.intercepts[event] ?? 0) + own;
    byEvent[event] = shift;
    const [lowest, highest] = [indexed.ranges.lowest[event] as number, indexed.ranges.highest[event] as number];
    if (lowest > highest) continue;
    const moved = shift - (indexed.intercepts[event] ?? 0);
    factor = Math.max(factor, shiftFactor(moved, lowest, highest));
    drawnFactor = Math.max(drawnFactor, shiftFactor(moved + (mostDrawn[event] ?? 0), lowest, highest));
  }
  return { byEvent, factor, drawnFactor };
}

/** The UTC hour of a moment, 0 to 23. */
export function utcHour(now: Instant): number {
  return Math.floor(now / 3_600_000) % 24;
}
