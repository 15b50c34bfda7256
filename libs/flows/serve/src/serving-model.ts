import { untoldModel, type Model } from '@flywheel/ranking';
import type { Instant } from '@flywheel/primitives';
import { requestShift, utcHour, type RequestShift } from './core/request-shift.ts';
import type { IndexedLogits } from './ads/put-ad.ts';

const mostShifts = 10_000;

/** The model version that decisions are made with. Version 0 is what is assumed before any was published. */
export class ServingModel {
  version = 0n;
  publishedAt: Instant = 0;
  model: Model = untoldModel();
  private shifts = new Map<string, RequestShift>();
  private indexed: IndexedLogits | undefined;
  private stamp = 0;
  private hour = -1;

  take(version: bigint, model: Model, publishedAt: Instant): void {
    this.version = version;
    this.model = model;
    this.publishedAt = publishedAt;
    this.shifts.clear();
  }

  /** The shift of a placement and device at this moment, made once for each model, index and hour. */
  shift({ placement, device, now }: { placement: string; device: string | undefined; now: Instant }, indexed: IndexedLogits): RequestShift {
    const hour = utcHour(now);
    const stamp = stampOf(indexed);
    if (this.hour !== hour || this.indexed !== indexed || this.stamp !== stamp || this.shifts.size > mostShifts) {
      this.hour = hour;
      this.indexed = indexed;
      this.stamp = stamp;
      this.shifts.clear();
    }
    const key = device === undefined ? placement : `${placement}\n${device}`;
    const known = this.shifts.get(key);
    if (known) return known;
    const made = requestShift(this.model, { placement, device, hour }, indexed);
    this.shifts.set(key, made);
    return made;
  }
}

/** Ranges only widen: their sum of widths says whether they did. */
function stampOf({ ranges: { lowest, highest } }: IndexedLogits): number {
  let sum = 0;
  for (let event = 0; event < lowest.length; event += 1) sum += (highest[event] as number) - (lowest[event] as number);
  return sum;
}
