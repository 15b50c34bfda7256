import type { Database } from '@flywheel/database';
import { upsertTaxonomy } from '@flywheel/database/segments';
import { readTaxonomyFile } from './read-taxonomy-file.ts';

/** How many nodes the file holds, how many of them were new or changed, and how many are never inferred. */
export type ImportedTaxonomy = { readonly nodes: number; readonly changed: number; readonly sensitive: number };

/** Loads a full IAB Content Taxonomy from its TSV in one transaction; run again, it changes nothing. */
export class ImportTaxonomy {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ file }: { readonly file: string }): Promise<ImportedTaxonomy> {
    const nodes = await readTaxonomyFile(file);
    const changed = await this.database.inTransaction((tx) => upsertTaxonomy(tx, nodes));
    return { nodes: nodes.length, changed, sensitive: nodes.filter(({ sensitive }) => sensitive).length };
  }
}
