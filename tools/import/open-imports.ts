import type { Database } from '@flywheel/database';
import { AcceptEvents, ImportStackExchange, UpsertContents, UpsertCreators, UpsertViewers } from '@flywheel/ingest';
import { ImportTaxonomy } from '@flywheel/learn';
import { systemRandom } from '@flywheel/runtime';

/** The import flows on one database. */
export function openImports(database: Database): { stackExchange: ImportStackExchange; taxonomy: ImportTaxonomy } {
  const viewers = new UpsertViewers(database, systemRandom);
  const creators = new UpsertCreators(database, systemRandom);
  const contents = new UpsertContents(database, systemRandom);
  return {
    taxonomy: new ImportTaxonomy(database),
    stackExchange: new ImportStackExchange(database, { viewers, creators }, contents, new AcceptEvents(database, systemRandom)),
  };
}
