import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf, readTree } from '../../tools/workspace/rules/source-tree.ts';

/** The repository's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const repository = readTree(root, ['']);

/** Every written text of the repository. */
export const everything = repository;

/** Everything that is program text: rooms, apps, tools and tests. */
export const sources = filesOf(repository, /^(libs|apps|tools|tests)\/.*\.(ts|mjs|svelte)$/);

/** Rooms alone, with their manifests and READMEs. */
export const rooms = filesOf(repository, /^libs\//);

/** The result of one checker over every file of a tree. */
export const faultsIn = (tree: ReadonlyMap<string, string>, check: (file: string, text: string) => string[]): string[] =>
  [...tree].flatMap(([file, text]) => check(file, text));
