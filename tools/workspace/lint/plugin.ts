import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { ESLint } from 'eslint';
import { fileLength } from './file-length.ts';
import { floorPlan } from './floor-plan-rule.ts';
import { noCatchAndLog } from './no-catch-and-log.ts';

/** Own sources as a version: ESLint's cache is dropped when a rule or the floor plan changes. */
function versionOfSources(): string {
  const hash = createHash('sha256');
  for (const folder of ['./', '../rules/', '../']) {
    const url = new URL(folder, import.meta.url);
    for (const file of readdirSync(url).filter((each) => /\.(ts|mjs)$/.test(each))) hash.update(readFileSync(new URL(file, url)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** The rules that no published package has, under the prefix `flywheel/`. */
export const plugin: ESLint.Plugin = {
  meta: { name: 'flywheel', version: versionOfSources() },
  rules: { 'floor-plan': floorPlan, 'no-catch-and-log': noCatchAndLog, 'file-length': fileLength },
};
