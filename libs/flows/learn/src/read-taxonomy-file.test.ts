import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTaxonomyFile } from './read-taxonomy-file.ts';

const header = 'Ids\t\tTiers\nUnique ID\tParent\tName\tTier 1\n';

describe('a taxonomy file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taxonomy-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const read = async (rows: string): ReturnType<typeof readTaxonomyFile> => {
    const file = join(folder, 'taxonomy.tsv');
    await writeFile(file, `\ufeff${header}${rows}`);
    return readTaxonomyFile(file);
  };

  it('becomes nodes with tiers, and everything below a sensitive root is sensitive', async () => {
    const nodes = await read('10\t\tArt\tArt\r\n11\t10\tPainting\tArt\r\n286\t\tMedical Health\n12X\t286\tSleep\n');
    expect(nodes.map(({ node, parent, name, tier, sensitive }) => [node, parent, name, tier, sensitive])).toEqual([
      ['iab:10', null, 'Art', 1, false],
      ['iab:11', 'iab:10', 'Painting', 2, false],
      ['iab:286', null, 'Medical Health', 1, true],
      ['iab:12X', 'iab:286', 'Sleep', 2, true],
    ]);
  });

  it.each([
    ['nothing', '', 'holds no taxonomy'],
    ['a parent nobody has', '1\t9\tArt\n', ':3: the parent 9 is not in the file'],
    ['a circle', '1\t2\tArt\n2\t1\tMusic\n', ':3: the parent 2'],
    ['an id twice', '1\t\tArt\n1\t\tMusic\n', ':4: 1 stands twice'],
    ['no name', '1\t\t\n', ':3: a node without a name'],
  ])('with %s is refused with the line', async (_, rows, sentence) => {
    await expect(read(rows)).rejects.toThrow(sentence);
  });
});
