import path from 'node:path';
import type { SourceTree } from './source-tree.ts';

/**
 * Paths and tests that a Markdown text names in backticks and that do not exist: a map that shows streets which are not there.
 * A path starts at the root (`libs/…`); a test may be named alone (`split.test.ts`) and is then looked for below the text's own folder.
 * Patterns with `<…>` or `…` are no paths.
 */
export function deadPaths(tree: SourceTree): string[] {
  const files = [...tree.keys()];
  return [...tree]
    .filter(([file]) => file.endsWith('.md'))
    .flatMap(([file, text]) =>
      namesIn(text)
        .filter((name) => !exists(files, file, name))
        .map((name) => `${file} names ${name}, which does not exist`),
    );
}

const namesIn = (text: string): string[] => {
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map((match) => match[1] ?? '');
  return [...new Set(quoted.filter((name) => /^(?:(?:apps|libs|tools|tests|docs|docker)\/[\w./+[\]-]*|[\w./-]+\.test\.ts)$/.test(name)))];
};

function exists(files: readonly string[], from: string, name: string): boolean {
  const place = name.replace(/\/$/, '');
  if (files.some((file) => file === place || file.startsWith(`${place}/`))) return true;
  const folder = path.posix.dirname(from);
  return name.endsWith('.test.ts') && files.some((file) => file.startsWith(`${folder}/`) && file.endsWith(`/${name.replace(/^\.\//, '')}`));
}
