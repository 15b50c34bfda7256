import type { Tx } from '@flywheel/runtime';
import type { Taxonomy, TaxonomyNode } from '@flywheel/segments';

/** These nodes and all above them. */
export async function readTaxonomy(tx: Tx, nodes: readonly string[]): Promise<Taxonomy> {
  const { rows } = await tx.query<TaxonomyNode>(
    `WITH RECURSIVE wanted AS (
       SELECT t.* FROM taxonomy_node t WHERE node = ANY($1)
       UNION SELECT p.* FROM taxonomy_node p JOIN wanted w ON p.node = w.parent)
     SELECT node, taxonomy, parent, name, tier, sensitive FROM wanted`,
    [nodes],
  );
  return new Map(rows.map((row) => [row.node, row]));
}

/**
 * Writes nodes of a taxonomy; what was known is renamed and moved. A node that was sensitive stays so.
 * Returns how many are new or changed.
 */
export async function upsertTaxonomy(tx: Tx, nodes: readonly TaxonomyNode[]): Promise<number> {
  const { rowCount } = await tx.query(
    `INSERT INTO taxonomy_node (node, taxonomy, parent, name, tier, sensitive)
     SELECT node, taxonomy, parent, name, tier, sensitive
       FROM jsonb_to_recordset($1::jsonb) AS n(node text, taxonomy text, parent text, name text, tier smallint, sensitive boolean)
     ON CONFLICT (node) DO UPDATE
        SET parent = excluded.parent, name = excluded.name, tier = excluded.tier, sensitive = taxonomy_node.sensitive OR excluded.sensitive
      WHERE (taxonomy_node.parent, taxonomy_node.name, taxonomy_node.tier, taxonomy_node.sensitive)
            IS DISTINCT FROM (excluded.parent, excluded.name, excluded.tier, taxonomy_node.sensitive OR excluded.sensitive)`,
    [JSON.stringify(nodes)],
  );
  return rowCount;
}
