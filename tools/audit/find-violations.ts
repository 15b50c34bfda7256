import { runClaims } from '@flywheel/database/auditing';
import type pg from 'pg';

/**
 * Asks every claim of the SQL auditor over a connection of pg; returns one line a row against one, `claim · key · reason`: empty is good.
 * For suites that look at a database from outside. At most 100 rows a claim.
 */
export async function findViolations(client: Pick<pg.Client, 'query'>): Promise<string[]> {
  const results = await runClaims({
    query: async <R extends object>(sql: string) => {
      const { rows, rowCount } = await client.query(sql);
      return { rows: rows as R[], rowCount: rowCount ?? 0 };
    },
  });
  return results.flatMap(({ claim, hits, rows }) => [
    ...rows.map(({ key, reason }) => `${claim} · ${key} · ${reason}`),
    ...(hits > rows.length ? [`${claim} · and ${hits - rows.length} more`] : []),
  ]);
}
