/**
 * `npm run audit [-- --world demo|live|replay] [--json]`: asks every claim of the SQL auditor from one snapshot and prints the rows against
 * it. Changes nothing.
 */
import { parseArgs } from 'node:util';
import { Database } from '@flywheel/database';
import { runClaims, type ClaimResult } from '@flywheel/database/auditing';

/** Exit codes: 0 nothing stands against any claim, 1 something does. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { world: { type: 'string' }, json: { type: 'boolean', default: false } } });
  const database = new Database({ url: process.env['DATABASE_URL'] ?? '', poolSize: 1 });
  try {
    const began = performance.now();
    const claims = await database.inSnapshot((tx) => runClaims(tx));
    const seconds = (performance.now() - began) / 1000;
    const clean = claims.every(({ hits }) => hits === 0);
    console.log(values.json ? JSON.stringify({ clean, seconds, claims }, null, 2) : tell(claims, seconds));
    return clean ? 0 : 1;
  } finally {
    await database.close();
  }
}

function tell(claims: readonly ClaimResult[], seconds: number): string {
  const wide = Math.max(...claims.map(({ claim }) => claim.length));
  const lines = claims.flatMap(({ claim, says, hits, rows }) => [
    `${claim.padEnd(wide)}  ${hits === 0 ? 'holds' : `${hits} against`}  ${says}`,
    ...rows.map(({ key, reason }) => `    ${key}: ${reason}`),
    ...(hits > rows.length ? [`    and ${hits - rows.length} more`] : []),
  ]);
  const hit = claims.filter(({ hits }) => hits > 0).length;
  return [...lines, `${claims.length} claims in ${seconds.toFixed(1)} s: ${hit === 0 ? 'all hold' : `${hit} do not hold`}`].join('\n');
}

process.exitCode = await main();
