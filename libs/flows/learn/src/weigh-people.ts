import {
  enterSegments,
  leaveSegments,
  noteReviews,
  readAffinities,
  readAverages,
  readInterests,
  readStandings,
} from '@flywheel/database/interests';
import { readTaxonomy } from '@flywheel/database/segments';
import { newId, toRowId, type Instant, type Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { explainMembership, weighPerson, type ActLog, type Affinity, type Taxonomy, type WeighedMembership } from '@flywheel/segments';

/** How many memberships began and ended. */
export type WeighedPeople = { readonly entered: number; readonly left: number };

type Change = WeighedMembership & { readonly viewer: string };

/** Weighs all interests of these people as of `now` and writes what begins and what ends. The caller holds the learning lock. */
export async function weighPeople(tx: Tx, viewers: readonly string[], context: { now: Instant; random: Random }): Promise<WeighedPeople> {
  if (viewers.length === 0) return { entered: 0, left: 0 };
  const { now } = context;
  const people = new Map<string, Map<string, Affinity>>(viewers.map((viewer) => [viewer, new Map()]));
  for (const { viewer, node, affinity } of await readAffinities(tx, viewers)) people.get(viewer)?.set(node, affinity);
  const nodes = [...new Set([...people.values()].flatMap((affinities) => [...affinities.keys()]))];
  const taxonomy = await readTaxonomy(tx, nodes);
  const averages = await readAverages(tx, nodes);
  const { members, refusals } = await readStandings(tx, viewers, now);

  const changes: Change[] = [];
  for (const [viewer, affinities] of people) {
    const member = members.get(viewer) ?? new Set<string>();
    const refused = refusals.get(viewer) ?? new Set<string>();
    for (const change of weighPerson({ affinities, member, refused, averages, taxonomy, now })) changes.push({ ...change, viewer });
  }
  const entering = changes.filter(({ change }) => change === 'enter');
  const leaving = changes.filter(({ change }) => change === 'leave');
  await enterWithReasons(tx, entering, { ...context, taxonomy, people });
  await leaveSegments(tx, leaving, now);
  await noteReviews(tx, viewers, now);
  return { entered: entering.length, left: leaving.length };
}

type EntryContext = { now: Instant; random: Random; taxonomy: Taxonomy; people: ReadonlyMap<string, ReadonlyMap<string, Affinity>> };

/** The reason is written down when a membership begins; only then are the acts behind it read. */
async function enterWithReasons(tx: Tx, entering: readonly Change[], { now, random, taxonomy, people }: EntryContext): Promise<void> {
  const viewers = [...new Set(entering.map(({ viewer }) => viewer))];
  const pairs = viewers.flatMap((viewer) => [...(people.get(viewer)?.keys() ?? [])].map((node) => ({ viewer, node })));
  const logs = new Map<string, Map<string, ActLog>>(viewers.map((viewer) => [viewer, new Map()]));
  if (pairs.length > 0) for (const { viewer, node, acts } of await readInterests(tx, pairs)) logs.get(viewer)?.set(node, acts);
  const entries = entering.map(({ viewer, node, lift }) => ({
    viewer,
    node,
    lift,
    name: taxonomy.get(node)?.name ?? node,
    segment: toRowId(newId('seg', now, random)),
    explanation: explainMembership({ node, acts: logs.get(viewer) ?? new Map<string, ActLog>(), taxonomy, lift, now }),
  }));
  await enterSegments(tx, entries, now);
}
