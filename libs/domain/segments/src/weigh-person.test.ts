import { describe, expect, it } from 'vitest';
import { addWeight, type Affinity } from './affinity.ts';
import type { Taxonomy } from './taxonomy.ts';
import { weighPerson, type PersonInput } from './weigh-person.ts';

const now = Date.UTC(2026, 2, 1);
const tag = (name: string, sensitive = false) =>
  [`tag:${name}`, { node: `tag:${name}`, taxonomy: 'tag' as const, parent: null, name, tier: 1, sensitive }] as const;
const taxonomy: Taxonomy = new Map([tag('jazz'), tag('chess'), tag('cancer', true)]);
const liked = (times: number): Affinity => addWeight(undefined, 3 * times, now);
const averages = {
  nodes: new Map([
    ['tag:jazz', 100],
    ['tag:chess', 900],
    ['tag:cancer', 1],
  ]),
  tiers: new Map([['tag/1', 1001]]),
};
const person = (interests: Array<[string, Affinity]>, more: Partial<PersonInput> = {}): PersonInput => ({
  affinities: new Map(interests),
  member: new Set(),
  refused: new Set(),
  averages,
  taxonomy,
  now,
  ...more,
});

describe('weighing a person', () => {
  it('finds what somebody likes more than others do', () => {
    expect(weighPerson(person([['tag:jazz', liked(3)]]))).toMatchObject([{ node: 'tag:jazz', change: 'enter' }]);
  });

  it('does not call the average an interest', () => {
    expect(weighPerson(person([['tag:chess', liked(9)]]))).toEqual([]);
  });

  it('never infers a sensitive node and ends one that became sensitive', () => {
    expect(weighPerson(person([['tag:cancer', liked(9)]]))).toEqual([]);
    expect(weighPerson(person([['tag:cancer', liked(9)]], { member: new Set(['tag:cancer']) }))).toMatchObject([{ change: 'leave' }]);
  });

  it('lets a membership end by time alone', () => {
    const member = new Set(['tag:jazz']);
    expect(weighPerson(person([['tag:jazz', liked(3)]], { member }))).toMatchObject([{ change: 'stay' }]);
    expect(weighPerson(person([['tag:jazz', liked(3)]], { member, now: now + 200 * 86_400_000 }))).toMatchObject([{ change: 'leave' }]);
  });

  it('finds nothing special in the first person of an empty site', () => {
    const nobody = { nodes: new Map<string, number>(), tiers: new Map<string, number>() };
    expect(weighPerson(person([['tag:jazz', liked(5)]], { averages: nobody }))).toEqual([]);
  });

  it('weighs a node that is new to the site against its tier', () => {
    const known = { nodes: new Map([['tag:chess', 900]]), tiers: new Map([['tag/1', 900]]) };
    expect(weighPerson(person([['tag:jazz', liked(3)]], { averages: known }))).toMatchObject([{ node: 'tag:jazz', change: 'enter' }]);
  });
});
