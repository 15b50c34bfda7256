import type { Part } from '../part.ts';
import { generateSite } from './generate-site.ts';
import { lineOf, measureFit, type MeasuredFit } from './measure-fit.ts';

const sizes = [
  { users: 1_000, items: 1_700, interactions: 100_000 },
  { users: 10_000, items: 3_000, interactions: 500_000 },
  { users: 50_000, items: 20_000, interactions: 1_000_000 },
  { users: 100_000, items: 80_000, interactions: 2_000_000 },
];

/** What fitting takes as a site grows: the table of docs/evaluate.md. Peaks of memory are of this process and only ever rise. */
export const sizesPart: Part = async ({ tell }) => {
  const fits: MeasuredFit[] = [];
  for (const size of sizes) {
    const matrix = generateSite(size, 'sizes');
    for (const learner of ['itemitem', 'ials', 'ease'] as const) {
      if (learner === 'ease' && size.items > 20_000) continue;
      fits.push(measureFit(matrix, learner));
      tell(lineOf(fits.at(-1) as MeasuredFit));
    }
  }
  return { lines: ['fits by size: users × items, interactions (EASE on at most 6,000 items)', ...fits.map(lineOf)], json: fits };
};
