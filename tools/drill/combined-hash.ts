import { createHash } from 'node:crypto';

/** One SHA-256 in hex over the names and hashes of tables, whatever their order. */
export function combinedHash(tables: ReadonlyArray<{ readonly name: string; readonly sha256: string }>): string {
  const lines = tables.map(({ name, sha256 }) => `${name} ${sha256}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
