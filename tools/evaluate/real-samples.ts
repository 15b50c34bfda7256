import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Public data sets that may not be kept in the repository lie in `DATASETS_DIR`, one folder each. Answers the folder of one, whether it is
 * absent, and what a test that needs it says of itself.
 */
export function realSamples(name: string): { readonly folder: string; readonly absent: boolean; readonly note: string } {
  const folder = path.join(process.env['DATASETS_DIR'] ?? path.join('..', 'shared', 'data'), name);
  return { folder, absent: !existsSync(folder), note: ` (needs ${name} in DATASETS_DIR)` };
}
