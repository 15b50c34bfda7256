import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The text of each file by its path from the repository's root, with forward slashes. A planted tree is simply a Map. */
export type SourceTree = ReadonlyMap<string, string>;

/** Folders that hold what is built, installed or stored, never what is written. */
const notWritten = new Set(['node_modules', 'dist', 'build', 'coverage', 'test-results', 'playwright-report', 'paraglide']);

/** Reads every written file below the given folders (or single files) of the root; hidden folders are skipped. */
export function readTree(root: string, places: readonly string[], names = /\.(ts|mjs|svelte|md|json|css|html|ya?ml|sql|svg)$/): SourceTree {
  const tree = new Map<string, string>();
  const visit = (place: string): void => {
    for (const entry of readdirSync(path.join(root, place), { withFileTypes: true })) {
      const below = place === '' ? entry.name : `${place}/${entry.name}`;
      if (entry.isDirectory() && !notWritten.has(entry.name) && !entry.name.startsWith('.')) visit(below);
      if (entry.isFile() && names.test(entry.name)) tree.set(below, readFileSync(path.join(root, below), 'utf8'));
    }
  };
  for (const place of places.filter((each) => existsSync(path.join(root, each)))) {
    if (statSync(path.join(root, place)).isDirectory()) visit(place);
    else tree.set(place, readFileSync(path.join(root, place), 'utf8'));
  }
  return tree;
}

/** The part of a tree whose paths match. */
export const filesOf = (tree: SourceTree, pattern: RegExp): SourceTree => new Map([...tree].filter(([file]) => pattern.test(file)));
