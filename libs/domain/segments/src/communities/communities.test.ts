import { seededRandom } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { adjustedRand } from './adjusted-rand.ts';
import type { Engagements } from './co-engagement.ts';
import { findCommunities } from './find-communities.ts';
import { laterLift } from './later-lift.ts';

const groups = 7;
const itemsAGroup = 25;

/** People who stay mostly inside one of seven groups of items; with `loyalty` 0 they take anything. */
function site(loyalty: number, seed: string): Engagements {
  const random = seededRandom(seed);
  const itemsOf = Array.from({ length: 900 }, (_, user) => {
    const touched = new Set<number>();
    while (touched.size < 18) {
      const group = random.next() < loyalty ? user % groups : Math.floor(random.next() * groups);
      touched.add(group * itemsAGroup + Math.floor(random.next() * itemsAGroup));
    }
    return [...touched];
  });
  return { items: groups * itemsAGroup, itemsOf };
}
const truth = Array.from({ length: groups * itemsAGroup }, (_, item) => Math.floor(item / itemsAGroup));

describe('communities of content', () => {
  it('are the groups that people keep to, at most finely split', () => {
    const found = findCommunities(site(0.8, 'a'), { clusters: 'auto', seed: '42' });
    expect(found.k).toBeGreaterThanOrEqual(groups);
    expect(found.ari).toBeGreaterThan(0.8);
    expect(adjustedRand(found.of, truth)).toBeGreaterThan(0.9);
    expect(adjustedRand(findCommunities(site(0.8, 'a'), { clusters: groups, seed: '42' }).of, truth)).toBe(1);
  });

  it('repeat with the seed', () => {
    const [a, b] = [1, 2].map(() => findCommunities(site(0.6, 'b'), { clusters: 7, seed: '42' }));
    expect(a).toEqual(b);
  });

  it('are not stable where people take anything', () => {
    expect(findCommunities(site(0, 'c'), { clusters: 'auto', seed: '42' }).ari).toBeLessThan(0.5);
  });
});

describe('the adjusted Rand index', () => {
  it('is 1 for the same grouping under other names and about 0 for chance', () => {
    expect(adjustedRand([0, 0, 1, 1, 2], [5, 5, 3, 3, 9])).toBe(1);
    const random = seededRandom('ari');
    const labels = () => Array.from({ length: 4000 }, () => Math.floor(random.next() * 8));
    expect(Math.abs(adjustedRand(labels(), labels()))).toBeLessThan(0.01);
  });
});

describe('later lift', () => {
  it('is the members’ share over everybody’s, with an interval around it', () => {
    const members = Array.from({ length: 400 }, (_, index) => ({ inside: 2 + (index % 3), all: 10 }));
    const found = laterLift(members, { inside: 1000, all: 10_000 }, { seed: '1' });
    expect(found.lift).toBeCloseTo(3, 1);
    expect(found.low).toBeLessThan(found.lift);
    expect(found.high).toBeGreaterThan(found.lift);
    expect(found.low).toBeGreaterThan(2.8);
  });

  it('is 0 where nobody is a member', () => {
    expect(laterLift([], { inside: 5, all: 10 }, { seed: '1' })).toEqual({ lift: 0, low: 0, high: 0, members: 0 });
  });
});
