import { createHash } from 'node:crypto';
import type { Database } from '@flywheel/database';
import {
  keepCommunityRun,
  publishCommunities,
  readCommunityActs,
  readCommunityItems,
  readEngagements,
  readLastRunHour,
  type CommunityItem,
  type PublishedCommunity,
} from '@flywheel/database/communities';
import { countAverages, lockLearning } from '@flywheel/database/interests';
import { lockPeopleForWriting } from '@flywheel/database/people';
import { isSeeding } from '@flywheel/database/world';
import { newId, type Instant, type Random } from '@flywheel/primitives';
import { isKept, matchCommunities, nameCommunity, type StudiedCommunities } from '@flywheel/segments/communities';
import { wordsOf } from '@flywheel/segments/topics';
import { learnFrom } from '../learn-from.ts';
import { weighPeople } from '../weigh-people.ts';
import { numberTurns, type NumberedTurns } from './number-turns.ts';
import type { CommunityLog } from './study-log.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const lookBackMs = 30 * dayMs;
const weekMs = 7 * dayMs;
const mostTurns = 500_000;
const mostBackfilled = 100_000;
const fewestItems = 18;
// Fewer contents are no community: nothing could name it, and nobody would stay in it.
const fewestOfOne = 4;

/** What an hour's look found: nothing was done where the hour has a run already, or while the past is being written (seeding). */
export type FoundContentCommunities =
  | { readonly outcome: 'done-already' | 'not-now' | 'too-little' }
  | { readonly outcome: 'published' | 'unstable'; readonly k: number; readonly born: number; readonly retired: number };

/**
 * Each hour: communities of content by who turns to it, in at most 500,000 turns of 30 days by people who agreed to personalisation. They
 * are published when independent runs agree (ARI ≥ .8): ids persist by their contents, new ones learn their members from what was done
 * before, and those that nothing continues retire. Where runs disagree everything stays as it was.
 */
export class FindContentCommunities {
  private readonly database: Database;
  private readonly random: Random;
  private readonly study: (log: CommunityLog) => Promise<StudiedCommunities>;
  private readonly leastPeople: number;

  /** `leastPeople`: a content with fewer is in no community. */
  constructor(database: Database, random: Random, study: (log: CommunityLog) => Promise<StudiedCommunities>, leastPeople: number) {
    this.database = database;
    this.random = random;
    this.study = study;
    this.leastPeople = leastPeople;
  }

  async run({ now }: { readonly now: Instant }): Promise<FoundContentCommunities> {
    const hour = Math.floor(now / hourMs) * hourMs;
    if ((await readLastRunHour(this.database.read)) === hour) return { outcome: 'done-already' };
    if (await isSeeding(this.database.read)) return { outcome: 'not-now' };
    const span = { since: now - lookBackMs, weekAgo: now - weekMs, most: mostTurns };
    const turns = numberTurns(await readEngagements(this.database.reports, span), this.leastPeople);
    const items = await readCommunityItems(this.database.reports, turns.contents);
    const nodes = [...new Set(items.flatMap(({ community }) => community ?? []))].sort();
    const previous = Int32Array.from(items, ({ community }) => (community === null ? -1 : nodes.indexOf(community)));
    if (turns.contents.length < fewestItems) return { outcome: 'too-little' };
    const log = { items: turns.contents.length, history: turns.history, later: turns.later };
    const studied = await this.study({ ...log, previous, seed: 'communities', leastPeople: this.leastPeople });
    return this.publish({ hour, now, turns, items, nodes, previous }, studied);
  }

  private async publish(found: Found, studied: StudiedCommunities): Promise<FoundContentCommunities> {
    const { hour, now, turns } = found;
    const large = studied.communities.filter(({ items }) => items.length >= fewestOfOne);
    const communities = studied.stable ? this.named(found, large) : [];
    const outcome = studied.stable ? 'published' : 'unstable';
    return this.database.inTransaction(async (tx) => {
      await lockPeopleForWriting(tx);
      await lockLearning(tx);
      const run = await keepCommunityRun(tx, {
        ...{ hour, ranAt: now, outcome, items: turns.contents.length, people: turns.history.length },
        ...{ k: studied.k, ari: studied.ari, coverage: studied.coverage, tried: studied.tried, sha256: hashOf(communities) },
      });
      if (run === undefined) return { outcome: 'done-already' };
      if (!studied.stable) return { outcome, k: 0, born: 0, retired: 0 };
      const retired = await publishCommunities(tx, communities, { run, now });
      const born = communities.filter(({ isNew }) => isNew).map(({ node }) => node);
      if (born.length > 0) {
        const acts = await readCommunityActs(tx, { communities: born, since: now - lookBackMs, most: mostBackfilled });
        await learnFrom(tx, acts, { now, random: this.random });
        // Only now it is known what everybody makes of them, which each is compared with.
        await countAverages(tx, now);
        await weighPeople(tx, [...new Set(acts.map(({ viewer }) => viewer))].sort(), { now, random: this.random });
      }
      return { outcome, k: communities.length, born: born.length, retired: retired.length };
    });
  }

  private named({ items, turns, nodes, previous, now }: Found, communities: StudiedCommunities['communities']): PublishedCommunity[] {
    const known = items.map(({ labels, title }, item) => ({ labels, weight: turns.weight[item] ?? 0, words: wordsOf(title) }));
    const before = nodes.map((_, node) => new Set([...previous.keys()].filter((item) => previous[item] === node)));
    const matches = matchCommunities(
      before,
      communities.map(({ items: own }) => new Set(own)),
    );
    return communities.map((community, at) => {
      const continued = nodes[matches[at]?.previous ?? -1];
      const { labels, exemplars, words } = nameCommunity(known, community.items);
      const titles = exemplars.map((item) => items[item]?.title ?? '');
      return {
        node: continued ?? `community:${newId('seg', now, this.random).slice(4)}`,
        isNew: continued === undefined,
        name: labels.map(({ label }) => label).join(' · ') || `Readers of “${titles[0] ?? ''}”`,
        named: labels.length > 0,
        contents: community.items.map((item) => items[item]?.content ?? ''),
        exemplars: titles,
        categories: labels,
        words,
        weekly: community.weekly,
        later: community.later,
        kept: isKept(community),
      };
    });
  }
}

type Found = {
  readonly hour: Instant;
  readonly now: Instant;
  readonly turns: NumberedTurns;
  readonly items: readonly CommunityItem[];
  readonly nodes: readonly string[];
  readonly previous: Int32Array;
};

/** Of the contents of each community, whatever the communities are called. */
function hashOf(communities: readonly PublishedCommunity[]): Uint8Array {
  const texts = communities.map(({ contents }) => [...contents].sort().join(',')).sort();
  return createHash('sha256').update(texts.join('\n')).digest();
}
