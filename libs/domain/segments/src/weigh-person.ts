import type { Instant } from '@flywheel/primitives';
import { affinityAt, blend, type Affinity } from './affinity.ts';
import { shrunkLift } from './lift.ts';
import { membershipChange } from './membership-change.ts';
import { tierOf, type Taxonomy, type TaxonomyNode } from './taxonomy.ts';

/** What the average person likes: sums of positive blended weights per node and per tier. */
export type Averages = { readonly nodes: ReadonlyMap<string, number>; readonly tiers: ReadonlyMap<string, number> };

/** Everything that decides one person's memberships; `member` and `refused` are nodes. */
export type PersonInput = {
  readonly affinities: ReadonlyMap<string, Affinity>;
  readonly member: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  readonly averages: Averages;
  readonly taxonomy: Taxonomy;
  readonly now: Instant;
};

/** One membership that begins, goes on or ends, and the lift that decides. */
export type WeighedMembership = { readonly node: string; readonly change: 'enter' | 'stay' | 'leave'; readonly lift: number };

/** Weighs all of one person's interests against the average of each tier. */
export function weighPerson(input: PersonInput): WeighedMembership[] {
  const { affinities, member, refused, taxonomy, now } = input;
  const own = new Map<string, { node: TaxonomyNode; weight: number }>();
  const totals = new Map<string, number>();
  for (const [id, affinity] of affinities) {
    const node = taxonomy.get(id);
    if (!node || node.sensitive) continue;
    const weight = blend(affinity, now);
    own.set(id, { node, weight });
    totals.set(tierOf(node), (totals.get(tierOf(node)) ?? 0) + Math.max(0, weight));
  }
  const weighed: WeighedMembership[] = [];
  for (const [id, affinity] of affinities) {
    const mine = own.get(id);
    const lift = mine ? liftOf(mine.node, mine.weight, totals.get(tierOf(mine.node)) ?? 0, input.averages) : 0;
    const weightedEvents = affinityAt(affinity, now).long;
    const change = membershipChange({ lift, weightedEvents, member: member.has(id), refused: refused.has(id) || !mine });
    if (change !== 'none') weighed.push({ node: id, change, lift });
  }
  return weighed;
}

/** A node that nobody was counted on yet is compared with itself among its tier's sum, until the next count. */
function liftOf(node: TaxonomyNode, weight: number, total: number, averages: Averages): number {
  const tierSum = averages.tiers.get(tierOf(node)) ?? 0;
  const nodeSum = averages.nodes.get(node.node);
  const positive = Math.max(0, weight);
  const share = nodeSum ? nodeSum / tierSum : positive / (tierSum + total);
  return shrunkLift({ own: weight, total, share: Number.isFinite(share) ? share : 0 });
}
