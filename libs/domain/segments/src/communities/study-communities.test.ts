import { seededRandom, type Random } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { nameCommunity } from './name-community.ts';
import { isKept, studyCommunities, type EngagementLog } from './study-communities.ts';

const [groups, itemsOfOne, people] = [7, 15, 300];

/** People who turn to their own group's items with a chance of `loyal`, else to any. */
function logOf(random: Random, loyal: number): EngagementLog {
  const turns = (person: number, count: number): number[] =>
    Array.from({ length: count }, () => {
      const group = random.next() < loyal ? person % groups : Math.floor(random.next() * groups);
      return group * itemsOfOne + Math.floor(random.next() * itemsOfOne);
    });
  const everyone = Array.from({ length: people }, (_, person) => person);
  return {
    items: groups * itemsOfOne,
    history: everyone.map((person) => turns(person, 24)),
    later: everyone.map((person) => turns(person, 8)),
  };
}

describe('communities held against the week nobody had looked at', () => {
  it('are kept where people stay with them: stable, covering, and their members did more of it', () => {
    const studied = studyCommunities(logOf(seededRandom('loyal'), 0.8), { seed: 's', leastPeople: 10 });
    expect(studied.stable).toBe(true);
    expect(studied.k).toBeGreaterThanOrEqual(groups);
    expect(studied.coverage).toBeGreaterThan(0.9);
    for (const { items } of studied.communities) expect(new Set(items.map((item) => Math.floor(item / itemsOfOne))).size).toBe(1);
    expect(studied.communities.filter(isKept).length).toBeGreaterThanOrEqual(groups - 2);
    const weekly = studied.communities.flatMap((each) => each.weekly ?? []);
    expect(weekly.reduce((sum, each) => sum + each.members, 0) / weekly.length).toBeGreaterThan(0.6);
  });

  it('are not offered where nobody has a taste: at most one of twenty in twelve logs', () => {
    const offered = Array.from({ length: 12 }, (_, n) => {
      const studied = studyCommunities(logOf(seededRandom(`aimless/${n}`), 0), { seed: `${n}`, leastPeople: 10 });
      return { all: studied.communities.length, kept: studied.stable ? studied.communities.filter(isKept).length : 0 };
    });
    const sum = (key: 'all' | 'kept'): number => offered.reduce((total, each) => total + each[key], 0);
    expect(sum('all')).toBeGreaterThan(50);
    expect(sum('kept') / sum('all')).toBeLessThanOrEqual(0.05);
  });

  it('come out the same from the same log, and grow out of the run before where that fits as well', () => {
    const log = logOf(seededRandom('again'), 0.8);
    const first = studyCommunities(log, { seed: 'a', leastPeople: 10 });
    expect(studyCommunities(log, { seed: 'a', leastPeople: 10 })).toEqual(first);
    const previous = new Int32Array(log.items).fill(-1);
    first.communities.forEach(({ items }, community) => items.forEach((item) => (previous[item] = community)));
    const next = studyCommunities(log, { seed: 'b', leastPeople: 10, previous });
    if (next.k === first.k) expect(next.communities.map(({ items }) => items)).toEqual(first.communities.map(({ items }) => items));
    else expect(next.stable).toBe(true);
  });
});

describe('the name of a community', () => {
  const item = (label: string, weight: number, title: string) => ({ labels: [label], weight, words: title.split(' ') });
  const own = Array.from({ length: 5 }, (_, n) => item('Jazz', 10 + n, `a saxophone evening ${n}`));
  const others = Array.from({ length: 20 }, (_, n) => item('Sports', 10, `a match report ${n}`));

  it('is what its items are over-represented in, with its most turned to and its own words', () => {
    const { labels, exemplars, words } = nameCommunity([...own, ...others], [0, 1, 2, 3, 4]);
    expect(labels).toEqual([{ label: 'Jazz', lift: expect.closeTo(260 / 60, 6) as number }]);
    expect(exemplars).toEqual([4, 3, 2]);
    expect(words).toEqual(['evening', 'saxophone']);
  });

  it('is missing where the most turned to are of something else, or fewer than four carry it', () => {
    const loud = Array.from({ length: 2 }, () => item('Sports', 500, 'a match report'));
    expect(nameCommunity([...own, ...loud, ...others], [0, 1, 2, 3, 4, 5, 6]).labels).toEqual([]);
    expect(nameCommunity([...own, ...others], [0, 1, 2]).labels).toEqual([]);
  });
});
