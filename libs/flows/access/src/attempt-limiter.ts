import type { Instant } from '@flywheel/primitives';

const windowMs = 60_000;
const mostKeys = 10_000;

/** Counts attempts per key in a sliding minute, in memory; at most 10,000 keys, the longest unused are forgotten first. */
export class AttemptLimiter {
  private readonly attempts = new Map<string, Instant[]>();
  private readonly perMinute: number;

  constructor(perMinute: number) {
    this.perMinute = perMinute;
  }

  /** Counts one attempt. Returns how many ms to wait when there were too many in the last minute; the refused one is not counted. */
  tryOnce(key: string, now: Instant): number | undefined {
    const recent = (this.attempts.get(key) ?? []).filter((at) => at > now - windowMs);
    const oldest = recent[0];
    this.attempts.delete(key);
    this.attempts.set(key, recent);
    if (oldest !== undefined && recent.length >= this.perMinute) return oldest + windowMs - now;
    recent.push(now);
    const longestUnused = this.attempts.keys().next().value;
    if (this.attempts.size > mostKeys && longestUnused !== undefined) this.attempts.delete(longestUnused);
    return undefined;
  }

  /** Forgets a key: its attempt was a good one. */
  forget(key: string): void {
    this.attempts.delete(key);
  }
}
