import { seededRandom } from '@flywheel/primitives';

/** How much more of a segment's content its members go on to engage with than everybody: 1 = no more. With a 95 % bootstrap interval. */
export type LaterLift = { readonly lift: number; readonly low: number; readonly high: number; readonly members: number };

/** One person's later behaviour: engagements with the segment's content, of all their engagements. */
export type LaterShare = { readonly inside: number; readonly all: number };

/**
 * lift = (Σ inside / Σ all over members) / (the same over everybody), on events after the membership was decided.
 * The interval resamples members (people, not events) `draws` times; seeded.
 */
export function laterLift(members: readonly LaterShare[], everybody: LaterShare, options: { seed: string; draws?: number }): LaterLift {
  const base = everybody.inside / Math.max(1, everybody.all);
  const liftOf = (sum: LaterShare): number => (base > 0 && sum.all > 0 ? sum.inside / sum.all / base : 0);
  const add = (sum: LaterShare, each: LaterShare): LaterShare => ({ inside: sum.inside + each.inside, all: sum.all + each.all });
  const none: LaterShare = { inside: 0, all: 0 };
  const random = seededRandom(options.seed);
  const draws = Array.from({ length: members.length === 0 ? 1 : (options.draws ?? 200) }, () => {
    let sum = none;
    for (let i = 0; i < members.length; i += 1) sum = add(sum, members[Math.floor(random.next() * members.length)] ?? none);
    return liftOf(sum);
  }).sort((a, b) => a - b);
  const at = (share: number): number => draws[Math.min(draws.length - 1, Math.floor(share * draws.length))] ?? 0;
  return { lift: liftOf(members.reduce(add, none)), low: at(0.025), high: at(0.975), members: members.length };
}
