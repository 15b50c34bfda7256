import type { LearnableAct } from '@flywheel/database/interests';
import type { Taxonomy, TaxonomyNode } from '@flywheel/segments';
import { describe, expect, it } from 'vitest';
import { gatherActs, logGain } from './gather-acts.ts';

const noon = Date.UTC(2026, 2, 1, 12);
const iab = (node: string, parent: string | null, tier: number, sensitive = false): [string, TaxonomyNode] => [
  node,
  { node, taxonomy: 'iab', parent, name: node, tier, sensitive },
];
const taxonomy: Taxonomy = new Map([
  iab('music', null, 1),
  iab('jazz', 'music', 2),
  iab('health', null, 1, true),
  iab('cancer', 'health', 2),
]);
const act = (kind: string, more: Partial<LearnableAct> = {}): LearnableAct => ({
  viewer: 'v1',
  kind,
  at: new Date(noon),
  content: 'c1',
  dwellMs: null,
  durationMs: null,
  nodes: ['jazz'],
  ...more,
});
const weights = (acts: LearnableAct[]): Record<string, number> =>
  Object.fromEntries(gatherActs(acts, taxonomy).map(({ node, affinity }) => [node, affinity.long]));

describe('gathering acts', () => {
  it('gives the parent half and logs the act on the named node alone', () => {
    const gains = gatherActs([act('like'), act('share')], taxonomy);
    expect(gains.map(({ node, affinity }) => [node, affinity.long])).toEqual([
      ['jazz', 8],
      ['music', 4],
    ]);
    expect(gains.map((gain) => Object.keys(logGain({}, gain)))).toEqual([['like', 'share'], []]);
  });

  it('counts one watch of one content on one day by its highest rank', () => {
    expect(weights([act('view'), act('complete'), act('dwell', { dwellMs: 99_000 }), act('skip', { dwellMs: 1 })])).toMatchObject({
      jazz: 2,
    });
    expect(weights([act('view'), act('view', { content: 'c2' })])).toMatchObject({ jazz: 2 });
  });

  it('learns nothing from a sensitive subtree, an act without nodes, or one without weight', () => {
    expect(weights([act('like', { nodes: ['cancer'] }), act('like', { nodes: null }), act('external')])).toEqual({});
  });

  it('keeps people apart', () => {
    expect(gatherActs([act('like'), act('like', { viewer: 'v2' })], taxonomy)).toHaveLength(4);
  });
});
