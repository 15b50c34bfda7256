import { capsPart } from './caps/caps-part.ts';
import { changesPart } from './http/changes-part.ts';
import { routePart } from './http/route-part.ts';
import { uploadsPart } from './http/uploads-part.ts';
import { matchingPart } from './matching/matching-part.ts';
import type { Part } from '../part.ts';

/** Every part by its name: `npm run bench -- serve` runs all, `npm run bench -- serve matching` one. */
export const serveParts: Readonly<Record<string, Part>> = {
  matching: matchingPart,
  caps: capsPart,
  route: routePart,
  changes: changesPart,
  uploads: uploadsPart,
};

/** Numbers of campaigns that are measured unless `--sizes=1000,5000` says otherwise. */
export const usualSizes = [10_000, 100_000, 1_000_000] as const;
