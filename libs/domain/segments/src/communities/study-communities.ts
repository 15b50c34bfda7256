import { findCommunities, type CommunityChoice } from './find-communities.ts';
import { laterLift, type LaterLift } from './later-lift.ts';
import { jaccard, matchCommunities } from './match-communities.ts';
import { countLabels, membersByHistory, sumCounts } from './members-by-history.ts';

/** What each person touched, item by item (an item as often as it was touched): until a week ago, and in the week since. */
export type EngagementLog = {
  readonly items: number;
  readonly history: ReadonlyArray<readonly number[]>;
  readonly later: ReadonlyArray<readonly number[]>;
};

/** One community of today, held against the partition that the same method finds without the last week. */
export type StudiedCommunity = {
  readonly items: readonly number[];
  /** Items shared with its counterpart of a week ago, and people who would be members of both (Jaccard); undefined: it has none. */
  readonly weekly: { readonly items: number; readonly members: number } | undefined;
  /** What members of the counterpart went on to do in the week nobody had looked at. */
  readonly later: LaterLift | undefined;
};

export type StudiedCommunities = {
  readonly k: number;
  /** Mean adjusted Rand index over independent runs. */
  readonly ari: number;
  readonly stable: boolean;
  /** The share of people active in the last week who would be in at least one community. */
  readonly coverage: number;
  readonly communities: readonly StudiedCommunity[];
  readonly tried: readonly CommunityChoice[];
};

export const stableAri = 0.8;

/**
 * Finds communities in everything, and again in what lies a week back, with as many: what the older ones' members did since is a prediction
 * that was kept or not. `previous`: communities of the run before by item, −1 where it had none, so that the new run starts where it ended.
 */
export function studyCommunities(
  log: EngagementLog,
  options: { seed: string; leastPeople: number; previous?: Int32Array },
): StudiedCommunities {
  const { items, history, later } = log;
  const whole = history.map((own, person) => [...own, ...(later[person] ?? [])]);
  const now = findCommunities({ items, itemsOf: whole.map(distinct) }, { clusters: 'auto', ...options });
  const before = findCommunities({ items, itemsOf: history.map(distinct) }, { ...options, clusters: now.k, runs: 1 });
  const [groups, oldGroups] = [groupsOf(now.of, now.k), groupsOf(before.of, before.k)];
  const [members, oldMembers] = [membersOf(now.of, whole, now.k), membersOf(before.of, history, before.k)];
  const matches = matchCommunities(oldGroups, groups);
  const labels = labelsOf(before.of);
  const everybody = sumCounts(later.map((own) => countLabels(own, labels)));
  const known = new Set(history.flatMap((own, person) => (own.length > 0 ? [person] : [])));
  const communities = groups.map((group, community): StudiedCommunity => {
    const { previous, likeness } = matches[community] ?? { previous: undefined, likeness: 0 };
    const own = { items: [...group] };
    if (previous === undefined) return { ...own, weekly: undefined, later: undefined };
    const old = oldMembers[previous] ?? new Set();
    const shares = [...old].map((person) => {
      const { of, sum } = countLabels(later[person] ?? [], labels);
      return { inside: of.get(String(previous)) ?? 0, all: sum };
    });
    const same = new Set([...(members[community] ?? [])].filter((person) => known.has(person)));
    return {
      ...own,
      weekly: { items: likeness, members: jaccard(old, same) },
      later: laterLift(
        shares,
        { inside: everybody.of.get(String(previous)) ?? 0, all: everybody.sum },
        { seed: `${options.seed}/${community}` },
      ),
    };
  });
  const inside = new Set(members.flatMap((own) => [...own]));
  const active = later.flatMap((own, person) => (own.length > 0 ? [person] : []));
  const coverage = active.filter((person) => inside.has(person)).length / Math.max(1, active.length);
  return { k: now.k, ari: now.ari, stable: now.k > 0 && now.ari >= stableAri, coverage, communities, tried: now.tried };
}

/** Whether its members did more of it than everybody in the week after, with all of the 95 % interval. */
export function isKept({ later }: Pick<StudiedCommunity, 'later'>): boolean {
  return later !== undefined && later.low > 1;
}

const distinct = (items: readonly number[]): number[] => [...new Set(items)];

function groupsOf(of: Int32Array, k: number): Array<Set<number>> {
  const groups = Array.from({ length: k }, () => new Set<number>());
  of.forEach((community, item) => groups[community]?.add(item));
  return groups;
}

function labelsOf(of: Int32Array): string[][] {
  return [...of].map((community) => (community < 0 ? [] : [String(community)]));
}

function membersOf(of: Int32Array, history: ReadonlyArray<readonly number[]>, k: number): Array<Set<number>> {
  const members = membersByHistory(labelsOf(of), history);
  return Array.from({ length: k }, (_, community) => new Set(members.get(String(community)) ?? []));
}
