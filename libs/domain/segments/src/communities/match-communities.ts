import { bestAssignment } from './best-assignment.ts';

/** Below this likeness (Jaccard) a community of today is another one than that of yesterday. */
export const leastLikeness = 0.3;

/** What a community of the new run is the continuation of; without `previous` it is a new one. Likeness is the Jaccard index, 0..1. */
export type CommunityMatch = { readonly previous: number | undefined; readonly likeness: number };

/**
 * Says which communities of a run continue which of the run before, so that ids persist: the assignment with the largest sum of Jaccard
 * indices of their items; a pair below 0.3 is no continuation. One answer per community of `next`; who continues nobody is new, and who
 * is continued by nobody has retired.
 */
export function matchCommunities<T>(previous: ReadonlyArray<ReadonlySet<T>>, next: ReadonlyArray<ReadonlySet<T>>): CommunityMatch[] {
  const likeness = next.map((own) => previous.map((old) => jaccard(own, old)));
  return bestAssignment(likeness).map((column, row) => {
    const value = likeness[row]?.[column] ?? 0;
    return value >= leastLikeness ? { previous: column, likeness: value } : { previous: undefined, likeness: value };
  });
}

/** |a ∩ b| / |a ∪ b|; 1 for two empty sets. */
export function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  let shared = 0;
  for (const each of a) if (b.has(each)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}
