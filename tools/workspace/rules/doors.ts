import { exportedNames } from './exported-names.ts';
import type { SourceTree } from './source-tree.ts';

/** How many names a door may offer: a reader can hold twenty, not eighty. */
export const doorLimit = 20;

/** Faults of the doors (`index.ts`) of a tree's rooms: `export *`, default exports, too many names. */
export function doorFaults(tree: SourceTree): string[] {
  const faults: string[] = [];
  for (const [file, text] of tree) {
    if (!/^libs\/.*\/index\.ts$/.test(file)) continue;
    const names = exportedNames(file, text);
    if (names.includes('*')) faults.push(`${file} exports * instead of names`);
    if (names.length > doorLimit) faults.push(`${file} exports ${names.length} names (limit ${doorLimit})`);
  }
  return faults;
}

/** Default exports in rooms: a thing has one name everywhere. */
export function defaultExportFaults(tree: SourceTree): string[] {
  const sources = [...tree].filter(([file]) => /^libs\/.*\.ts$/.test(file));
  return sources.filter(([file, text]) => exportedNames(file, text).includes('default')).map(([file]) => `${file} has a default export`);
}
