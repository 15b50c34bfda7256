import type { Tx } from '@flywheel/runtime';
import { readClaims } from './read-claims.ts';

/** A row against a claim: what it is known by, and why it is there. */
export type Violation = { key: string; reason: string };

/** What a claim's query returned: `hits` rows stand against it, of which `rows` are the first by key. */
export type ClaimResult = { claim: string; says: string; hits: number; rows: Violation[] };

const mostRows = 100;

/**
 * Asks every claim of `claims.sql`; no hits is good. At most 100 rows of each are returned. Give it one snapshot where others write:
 * each claim is a statement of its own.
 */
export async function runClaims(tx: Tx): Promise<ClaimResult[]> {
  const results: ClaimResult[] = [];
  for (const { claim, says, sql } of readClaims()) {
    const { rows } = await tx.query<Violation & { hits: number }>(
      `SELECT key, reason, count(*) OVER ()::int AS hits FROM (${sql}) against ORDER BY key, reason LIMIT ${mostRows}`,
    );
    results.push({ claim, says, hits: rows[0]?.hits ?? 0, rows: rows.map(({ key, reason }) => ({ key, reason })) });
  }
  return results;
}
