import type { Instant } from '@flywheel/primitives';
import { blendShares, halfLives } from './half-lives.ts';

/** Three exponentially decayed sums of action weights as they stood at `at`: nothing needs a sweep. May be negative. */
export type Affinity = { readonly short: number; readonly mid: number; readonly long: number; readonly at: Instant };

// A sum this small says nothing, and Postgres refuses to multiply numbers much smaller.
const forgotten = 1e-12;

/** What is left of a sum after `elapsedMs`: half of it per half-life; an elapsed time below 0 gives it more. */
export function decay(value: number, elapsedMs: number, halfLifeMs: number): number {
  const left = value * 2 ** (-elapsedMs / halfLifeMs);
  return Math.abs(left) < forgotten ? 0 : left;
}

/** The same affinity seen from another moment. */
export function affinityAt(affinity: Affinity, at: Instant): Affinity {
  const elapsed = at - affinity.at;
  return {
    short: decay(affinity.short, elapsed, halfLives.short),
    mid: decay(affinity.mid, elapsed, halfLives.mid),
    long: decay(affinity.long, elapsed, halfLives.long),
    at,
  };
}

/** Adds a weight that was earned at `at`. The order of additions does not matter: the later moment becomes the affinity's. */
export function addWeight(affinity: Affinity | undefined, weight: number, at: Instant): Affinity {
  if (!affinity) return { short: weight, mid: weight, long: weight, at };
  return mergeAffinities(affinity, { short: weight, mid: weight, long: weight, at });
}

/** The sum of two affinities of one person and node. */
export function mergeAffinities(one: Affinity, other: Affinity): Affinity {
  const at = Math.max(one.at, other.at);
  const [a, b] = [affinityAt(one, at), affinityAt(other, at)];
  return { short: a.short + b.short, mid: a.mid + b.mid, long: a.long + b.long, at };
}

/** One number for the whole interest now: .2 short + .4 mid + .4 long. */
export function blend(affinity: Affinity, now: Instant): number {
  const { short, mid, long } = affinityAt(affinity, now);
  return blendShares.short * short + blendShares.mid * mid + blendShares.long * long;
}
