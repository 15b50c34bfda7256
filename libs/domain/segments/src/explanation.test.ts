import { describe, expect, it } from 'vitest';
import { logAct, type ActLog } from './act-log.ts';
import { explainMembership } from './explanation.ts';
import type { Taxonomy, TaxonomyNode } from './taxonomy.ts';

const now = Date.UTC(2026, 2, 10);
const day = 86_400_000;
const iab = (node: string, parent: string | null, tier: number): [string, TaxonomyNode] => [
  node,
  { node, taxonomy: 'iab', parent, name: node.toUpperCase(), tier, sensitive: false },
];
const taxonomy: Taxonomy = new Map([iab('tech', null, 1), iab('software', 'tech', 2), iab('travel', null, 1)]);
const acts = (...each: Array<[Parameters<typeof logAct>[1], number]>): ActLog =>
  each.reduce<ActLog>((log, [kind, at]) => logAct(log, kind, at), {});

describe('an explanation', () => {
  it('names the acts that weighed most, on the node and below it, and no others', () => {
    const explanation = explainMembership({
      node: 'tech',
      acts: new Map([
        ['tech', acts(['view', now - day], ['hide', now])],
        ['software', acts(['share', now - day], ['share', now], ['like', now], ['view', now])],
        ['travel', acts(['conversion', now])],
      ]),
      taxonomy,
      lift: 2.34,
      now,
    });
    expect(explanation.reasons).toEqual([
      { node: 'software', name: 'SOFTWARE', action: 'share', count: 2, lastSeen: now },
      { node: 'software', name: 'SOFTWARE', action: 'like', count: 1, lastSeen: now },
      { node: 'tech', name: 'TECH', action: 'view', count: 1, lastSeen: now - day },
    ]);
    expect(explanation.rule).toBe('2.3× the average person, 6 events in 7 days');
    expect(explanation.modelVersion).toMatch(/^interests-\d+$/);
  });
});
