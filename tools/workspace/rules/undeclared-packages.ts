import { builtinModules } from 'node:module';
import { importsOf } from './imports-of.ts';
import { isTest } from './place.ts';
import type { SourceTree } from './source-tree.ts';

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

/** Packages that a room or app uses and does not declare: they would be found only because another workspace declares them. */
export function undeclaredPackages(tree: SourceTree): string[] {
  const faults: string[] = [];
  for (const [file, text] of tree) {
    const folder = /^(libs\/[^/]+\/[^/]+|apps\/[^/]+)\/src\//.exec(file)?.[1];
    if (!folder || isTest(file) || !/\.(ts|svelte)$/.test(file)) continue;
    const manifest = JSON.parse(tree.get(`${folder}/package.json`) ?? '{}') as Manifest;
    const declared = { ...manifest.dependencies, ...(folder === 'apps/dashboard' ? manifest.devDependencies : {}) };
    for (const name of new Set(importsOf(file, text).flatMap(({ specifier }) => packageOf(specifier)))) {
      if (!(name in declared)) faults.push(`${file} uses ${name}, which ${folder}/package.json does not declare`);
    }
  }
  return faults;
}

function packageOf(specifier: string): string[] {
  if (/^[./#$]/.test(specifier) || specifier.startsWith('node:') || specifier.startsWith('@flywheel/')) return [];
  const [first = '', second = ''] = specifier.split('/');
  const name = first.startsWith('@') ? `${first}/${second}` : first;
  return builtinModules.includes(name) ? [] : [name];
}
