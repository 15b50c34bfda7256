import { exportedNames } from './exported-names.ts';
import type { SourceTree } from './source-tree.ts';
import { wordsOf } from './words.ts';

/** Words that say nothing about what a thing is; whole words in names of files, folders and exports. */
export const bannedWords: ReadonlySet<string> = new Set([
  ...['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'managers', 'data', 'info', 'misc', 'base', 'impl'],
  ...['shared', 'types', 'interfaces', 'constants'],
]);

/** Neighbouring words whose name was given by someone else, and by whom. Anything else needs a better name. */
const exempt: ReadonlyArray<{ words: string; givenBy: string }> = [
  { words: 'data source', givenBy: 'TypeORM' },
  { words: 'data dir', givenBy: 'the environment variable DATA_DIR' },
  { words: 'page data', givenBy: 'SvelteKit' },
  { words: 'layout data', givenBy: 'SvelteKit' },
  { words: 'action data', givenBy: 'SvelteKit' },
  { words: 'creator manager', givenBy: 'the role creator.manager' },
];

/** The banned word in a name, or `undefined` for a name that may stand. An `I` before a capitalised word is banned as well. */
export function bannedWordIn(name: string): string | undefined {
  const phrase = exempt.reduce((text, { words }) => text.replace(` ${words} `, ' '), ` ${wordsOf(name).join(' ')} `);
  const word = phrase.split(' ').find((each) => bannedWords.has(each));
  return word ?? (/^I[A-Z][a-z]/.test(name) ? 'I-prefix' : undefined);
}

/** Banned words in the names of a tree's files, folders and exports: one sentence each. */
export function nameFaults(tree: SourceTree): string[] {
  const faults = new Set<string>();
  for (const [file, text] of tree) {
    const parts = file.split('/');
    parts.forEach((part, at) => {
      const word = bannedWordIn(part);
      if (word) faults.add(`${parts.slice(0, at + 1).join('/')} is named with "${word}"`);
    });
    for (const name of /\.(ts|mjs)$/.test(file) ? exportedNames(file, text) : []) {
      const word = bannedWordIn(name);
      if (word) faults.add(`${file} exports "${name}" with "${word}"`);
    }
  }
  return [...faults];
}
