import path from 'node:path';
import { importsOf } from './imports-of.ts';
import { isTest, layerOf } from './place.ts';
import type { SourceTree } from './source-tree.ts';

/** Who imports whom: keys and members are names of one kind (files, or rooms). */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** The files of a tree and what each imports from it; tests are left out, since nothing imports them. */
export function importGraph(tree: SourceTree): Graph {
  const graph = new Map<string, string[]>();
  for (const [file, text] of tree) {
    if (isTest(file) || !/\.(ts|mjs|svelte)$/.test(file)) continue;
    const targets = importsOf(file, text).map(({ specifier }) => resolve(file, specifier, tree));
    graph.set(file, [...new Set(targets.filter((target) => target !== undefined))]);
  }
  return graph;
}

function resolve(file: string, specifier: string, tree: SourceTree): string | undefined {
  const [scope, room = '', ...sub] = specifier.split('/');
  if (scope === '@flywheel') {
    const source = `libs/${layerOf(room)}/${room}/src/`;
    const candidates = sub.length === 0 ? ['index'] : [sub.join('/'), `${sub.join('/')}/index`];
    return candidates.map((each) => `${source}${each}.ts`).find((each) => tree.has(each));
  }
  const target = specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : '';
  return tree.has(target) ? target : undefined;
}

/** Every cycle found by a depth-first walk, each as the path that closes it ("a → b → a"); empty for a graph without one. */
export function cyclesIn(graph: Graph): string[] {
  const cycles: string[] = [];
  const finished = new Set<string>();
  const trail: string[] = [];
  const visit = (node: string): void => {
    const from = trail.indexOf(node);
    if (from >= 0) cycles.push([...trail.slice(from), node].join(' → '));
    if (from >= 0 || finished.has(node)) return;
    trail.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    trail.pop();
    finished.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return cycles;
}
