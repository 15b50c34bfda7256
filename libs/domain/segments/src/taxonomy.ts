import { assert } from '@flywheel/primitives';

/** A node that interests are counted on. Nodes of one `taxonomy` and `tier` are compared with each other. */
export type TaxonomyNode = {
  readonly node: string;
  readonly taxonomy: 'iab' | 'tag' | 'community';
  readonly parent: string | null;
  readonly name: string;
  readonly tier: number;
  readonly sensitive: boolean;
};

/** All nodes by their id. */
export type Taxonomy = ReadonlyMap<string, TaxonomyNode>;

const parentFactor = 0.5;
const deepest = 8;

/** The group of nodes that shares are taken over, e.g. `iab/2`, `tag/1`. */
export function tierOf(node: TaxonomyNode): string {
  return `${node.taxonomy}/${node.tier}`;
}

/** Whether nothing may be inferred about it: the node or one above it is sensitive. Unknown nodes are not inferred either. */
export function isSensitive(node: string, taxonomy: Taxonomy): boolean {
  return ancestry(node, taxonomy).some((each) => each.sensitive) || !taxonomy.has(node);
}

/**
 * What an act on content with these nodes touches: each node fully, each level above it half as much as the one below. A node that is
 * reached several ways gets its largest factor once, and sensitive subtrees get nothing.
 */
export function touchedNodes(nodes: readonly string[], taxonomy: Taxonomy): Map<string, number> {
  const factors = new Map<string, number>();
  for (const node of nodes) {
    if (isSensitive(node, taxonomy)) continue;
    let factor = 1;
    for (const { node: id } of ancestry(node, taxonomy)) {
      factors.set(id, Math.max(factors.get(id) ?? 0, factor));
      factor *= parentFactor;
    }
  }
  return factors;
}

/** The share of a child's weight that reaches `ancestor`: 1 for itself, .5 for the parent; 0 when it is not above. */
export function shareOfDescendant(descendant: string, ancestor: string, taxonomy: Taxonomy): number {
  const level = ancestry(descendant, taxonomy).findIndex(({ node }) => node === ancestor);
  return level < 0 ? 0 : parentFactor ** level;
}

function ancestry(node: string, taxonomy: Taxonomy): TaxonomyNode[] {
  const path: TaxonomyNode[] = [];
  let current = taxonomy.get(node);
  while (current) {
    path.push(current);
    assert(path.length <= deepest, 'a taxonomy has at most eight tiers and no cycle');
    current = current.parent === null ? undefined : taxonomy.get(current.parent);
  }
  return path;
}
