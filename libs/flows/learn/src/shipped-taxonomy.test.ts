import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { iabContentNodes } from '@flywheel/segments';
import { describe, expect, it } from 'vitest';
import { readTaxonomyFile } from './read-taxonomy-file.ts';

const folder = process.env['DATASETS_DIR'] ?? join('..', 'shared', 'data');
const file = join(folder, 'iab-taxonomies', 'Content Taxonomies', 'Content Taxonomy 3.1.tsv');

describe.skipIf(!existsSync(file))('the shipped nodes (needs iab-taxonomies in DATASETS_DIR)', () => {
  it('are nodes of IAB Content Taxonomy 3.1 as published', async () => {
    const published = new Map((await readTaxonomyFile(file)).map(({ taxonomy: _, ...node }) => [node.node, node]));
    expect(published.size).toBe(704);
    for (const node of iabContentNodes) expect(published.get(node.node)).toEqual(node);
  });
});
