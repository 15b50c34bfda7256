import { withConnection, withTransaction } from './connect.ts';
import type { Manifest } from './manifest.ts';
import { measureTable } from './table-files.ts';

/** What a table of a backup became in a database: whether rows and hash are the same. */
export type Compared = { readonly name: string; readonly rows: number; readonly sha256: string; readonly same: boolean };

// A restore links what was still waiting, so the chain may be longer than in the backup.
const grown = ['public.chain_link', 'public.chain_head'];

/** Reads every table of the manifest as it stands in a database, in one snapshot, and compares it with what was written. */
export function compareTables(url: string, { tables }: Pick<Manifest, 'tables'>): Promise<Compared[]> {
  return withConnection(url, (client) =>
    withTransaction(client, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', async () => {
      const compared: Compared[] = [];
      for (const table of tables.filter(({ name }) => !grown.includes(name))) {
        const { rows, sha256 } = await measureTable(client, table);
        compared.push({ name: table.name, rows, sha256, same: rows === table.rows && sha256 === table.sha256 });
      }
      return compared;
    }),
  );
}
