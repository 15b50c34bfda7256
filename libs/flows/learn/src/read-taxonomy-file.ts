import { readFile } from 'node:fs/promises';
import { isIabSensitive, type TaxonomyNode } from '@flywheel/segments';

/**
 * Reads an IAB Content Taxonomy in its TSV form: two header lines, then id, parent, name and the tiers. Refuses a file without nodes,
 * a repeated id, and a parent that is not in the file, with the line's number.
 */
export async function readTaxonomyFile(path: string): Promise<TaxonomyNode[]> {
  const lines = (await readFile(path, 'utf8')).replace(/^\ufeff/, '').split(/\r?\n/);
  const rows = lines
    .map((line, index) => ({ line: index + 1, cells: line.split('\t').map((cell) => cell.trim()) }))
    .slice(2)
    .filter(({ cells }) => cells[0] !== '');
  const parents = new Map<string, string>();
  for (const { line, cells } of rows) {
    const [id = '', parent = '', name = ''] = cells;
    if (name === '' || parents.has(id)) throw new Error(`${path}:${line}: ${name === '' ? 'a node without a name' : `${id} stands twice`}`);
    parents.set(id, parent);
  }
  if (rows.length === 0) throw new Error(`${path} holds no taxonomy: id, parent and name in tab-separated columns after two header lines`);
  return rows.map(({ line, cells }) => {
    const [id = '', parent = '', name = ''] = cells;
    const above = pathToRoot(id, parents);
    if (!above) throw new Error(`${path}:${line}: the parent ${parent} is not in the file, or is below its own child`);
    return {
      node: `iab:${id}`,
      taxonomy: 'iab',
      parent: parent === '' ? null : `iab:${parent}`,
      name,
      tier: above.length,
      sensitive: above.some((each) => isIabSensitive(`iab:${each}`)),
    };
  });
}

const deepest = 8;

/** The ids from a node up to its root; undefined when the way is broken. */
function pathToRoot(id: string, parents: ReadonlyMap<string, string>): string[] | undefined {
  const path: string[] = [];
  for (let current = id; current !== ''; current = parents.get(current) ?? '') {
    if (path.length >= deepest || !parents.has(current)) return undefined;
    path.push(current);
  }
  return path;
}
