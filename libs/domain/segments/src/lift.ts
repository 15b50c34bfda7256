/** Weight of the average person that is mixed into everybody: few acts say little. */
export const priorWeight = 20;

/** One person's blended weight on a node and on the whole tier, and the tier's average share of that node (0, 1]. */
export type LiftInput = { readonly own: number; readonly total: number; readonly share: number };

/**
 * How much more of somebody's attention a node has than the average person's, shrunk towards 1 by `priorWeight`:
 * s = (x_node + M·share) / (x_total + M), lift = s / share. A node nobody has (share 0) has lift 1.
 */
export function shrunkLift({ own, total, share }: LiftInput): number {
  if (share <= 0) return 1;
  return (own + priorWeight * share) / (Math.max(0, total) + priorWeight) / share;
}
