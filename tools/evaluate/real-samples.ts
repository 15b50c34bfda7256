import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const beside = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../shared/data');

/**
 * Public data sets that may not be kept in the repository are looked for in `../shared/data`, one folder each. Answers the folder of one,
 * and what a test that needs it says of itself where it is not there.
 */
export function realSamples(name: string): { readonly folder: string; readonly absent: boolean; readonly note: string } {
  const folder = path.join(beside, name);
  const absent = !existsSync(folder);
  return { folder, absent, note: absent ? ` (skipped: ${name} is not in ../shared/data)` : '' };
}
