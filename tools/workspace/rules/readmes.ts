import { rooms } from '../floor-plan.mjs';
import { lineCount } from './sizes.ts';
import type { SourceTree } from './source-tree.ts';

/** The five headings of every room's README, in their order. */
export const headings: readonly string[] = ['Owns', 'Does not own', 'Words', 'Invariants', 'Start reading at'];

const lineLimit = 60;

/** What is missing in the READMEs of the rooms that have source: the file, a heading, the order, the length. */
export function readmeFaults(tree: SourceTree): string[] {
  const built = rooms.map(({ layer, name }) => `libs/${layer}/${name}`).filter((folder) => hasSource(tree, folder));
  return built.flatMap((folder) => faultsOf(`${folder}/README.md`, tree.get(`${folder}/README.md`)));
}

/** Rooms of the floor plan without a door: planned and never built, or built elsewhere. */
export const unbuiltRooms = (tree: SourceTree): string[] =>
  rooms
    .map(({ layer, name }) => `libs/${layer}/${name}`)
    .filter((folder) => !hasSource(tree, folder))
    .map((folder) => `${folder} is on the floor plan and has no src/index.ts`);

/** Folders with source that the floor plan does not know. */
export function unplannedRooms(tree: SourceTree): string[] {
  const planned = new Set(rooms.map(({ layer, name }) => `libs/${layer}/${name}`));
  const folders = new Set([...tree.keys()].filter((file) => file.startsWith('libs/')).map((file) => file.split('/').slice(0, 3).join('/')));
  return [...folders].filter((folder) => !planned.has(folder)).map((folder) => `${folder} is not on the floor plan`);
}

const hasSource = (tree: SourceTree, folder: string): boolean => tree.has(`${folder}/src/index.ts`) || hasDoors(tree, folder);
const hasDoors = (tree: SourceTree, folder: string): boolean => [...tree.keys()].some((file) => file.startsWith(`${folder}/src/`));

function faultsOf(file: string, text: string | undefined): string[] {
  if (text === undefined) return [`${file} is missing`];
  const found = text.split('\n').flatMap((line) => /^#+\s+(.*?)\s*$/.exec(line)?.[1] ?? []);
  const faults = headings.filter((heading) => !found.includes(heading)).map((heading) => `${file} lacks the heading "${heading}"`);
  const order = found.filter((heading) => headings.includes(heading)).join();
  if (faults.length === 0 && order !== headings.join()) faults.push(`${file} has its headings in another order`);
  if (lineCount(text) > lineLimit) faults.push(`${file} has ${lineCount(text)} lines (limit ${lineLimit})`);
  return faults;
}
