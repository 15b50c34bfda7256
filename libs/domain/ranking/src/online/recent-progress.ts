import type { Instant } from '@flywheel/primitives';
import { Progress } from './progress.ts';

const hourMs = 60 * 60_000;
const kept = 24;

/**
 * Progress of the newest 24 clock hours (UTC), each impression and what followed it in the hour in which it was decided. What follows an
 * older one is told by no hour.
 */
export class RecentProgress {
  private readonly hours = new Map<number, Progress>();
  private newest = -Infinity;

  shown(decidedAt: Instant, chance: number): void {
    const hour = Math.floor(decidedAt / hourMs);
    if (hour <= this.newest - kept) return;
    let found = this.hours.get(hour);
    if (!found) this.hours.set(hour, (found = new Progress()));
    found.shown(chance);
    if (hour <= this.newest) return;
    this.newest = hour;
    for (const each of this.hours.keys()) if (each <= hour - kept) this.hours.delete(each);
  }

  followed(decidedAt: Instant, chance: number): void {
    this.hours.get(Math.floor(decidedAt / hourMs))?.followed(chance);
  }

  /** The sum of the hour of `now` and the 23 before it, and when the first of them that has impressions began. */
  asOf(now: Instant): { since: Instant | undefined; progress: Progress } {
    const first = Math.floor(now / hourMs) - kept + 1;
    const progress = new Progress();
    let since: number | undefined;
    for (const [hour, each] of this.hours) {
      if (hour < first) continue;
      progress.add(each);
      since = Math.min(since ?? hour, hour);
    }
    return { since: since === undefined ? undefined : since * hourMs, progress };
  }
}
