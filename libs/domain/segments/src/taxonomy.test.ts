import { describe, expect, it } from 'vitest';
import { iabContentNodes } from './iab-content-nodes.ts';
import { tagMeanings } from './tag-meanings.ts';
import { isSensitive, shareOfDescendant, touchedNodes, type Taxonomy } from './taxonomy.ts';

const taxonomy: Taxonomy = new Map(iabContentNodes.map((node) => [node.node, { ...node, taxonomy: 'iab' as const }]));

describe('the taxonomy', () => {
  it('gives a parent half of what its child gets', () => {
    expect([...touchedNodes(['iab:602'], taxonomy)]).toEqual([
      ['iab:602', 1],
      ['iab:599', 0.5],
      ['iab:596', 0.25],
    ]);
    expect(shareOfDescendant('iab:602', 'iab:596', taxonomy)).toBe(0.25);
    expect(shareOfDescendant('iab:471', 'iab:596', taxonomy)).toBe(0);
  });

  it('counts a node once, by its nearest way', () => {
    expect(touchedNodes(['iab:602', 'iab:599'], taxonomy).get('iab:599')).toBe(1);
  });

  it.each(['iab:286', 'iab:386', 'iab:453', 'iab:223', 'iab:225', 'iab:188', 'iab:v9i3On'])('never infers sensitive %s', (node) => {
    expect(isSensitive(node, taxonomy)).toBe(true);
    expect(touchedNodes([node], taxonomy).size).toBe(0);
  });

  it('infers nothing about a node it does not know', () => {
    expect(touchedNodes(['iab:nowhere'], taxonomy).size).toBe(0);
  });

  it('has every parent one tier up, and every meaning of a tag', () => {
    for (const { parent, tier } of iabContentNodes) expect(parent === null ? 0 : taxonomy.get(parent)?.tier).toBe(tier - 1);
    for (const { node } of tagMeanings) expect(taxonomy.has(node), node).toBe(true);
    expect(new Set(tagMeanings.map(({ tag }) => tag)).size).toBe(tagMeanings.length);
  });
});
