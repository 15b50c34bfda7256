import type { Instant } from '@flywheel/primitives';

const overSeconds = 10;
const mostSenders = 10_000;

/**
 * How many events each sender may bring: a bucket that fills at `perSecond` and holds ten seconds' worth (a token bucket). A batch passes
 * while anything is in it and may leave it in debt, so that no batch is too large for ever. One process counts for itself.
 */
export class EventQuota {
  private readonly perSecond: number;
  private readonly buckets = new Map<string, { level: number; at: Instant }>();

  constructor(perSecond: number) {
    this.perSecond = perSecond;
  }

  /** Takes `events` out of the sender's bucket and returns 0, or takes nothing and returns the whole seconds to wait. */
  take(sender: string, events: number, now: Instant): number {
    const most = this.perSecond * overSeconds;
    const bucket = this.buckets.get(sender) ?? { level: most, at: now };
    bucket.level = Math.min(most, bucket.level + (Math.max(0, now - bucket.at) / 1000) * this.perSecond);
    bucket.at = now;
    if (this.buckets.size >= mostSenders) this.buckets.clear();
    this.buckets.set(sender, bucket);
    if (bucket.level <= 0) return Math.max(1, Math.ceil(-bucket.level / this.perSecond));
    bucket.level -= events;
    return 0;
  }
}
