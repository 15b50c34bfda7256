import { changesPart } from './http/changes-part.ts';
import { routePart } from './http/route-part.ts';
import { matchingPart } from './matching/matching-part.ts';

/** What a part of the serve bench found: lines for people, and the same as JSON. */
export type PartReport = { readonly lines: readonly string[]; readonly json: unknown };

/** One question about serving. Gets an empty migrated database, the sizes to measure at, and tells how far it is. */
export type ServePart = (setting: {
  readonly databaseUrl: string;
  readonly sizes: readonly number[];
  readonly tell: (line: string) => void;
}) => Promise<PartReport>;

/** Every part by its name: `npm run bench -- serve` runs all, `npm run bench -- serve matching` one. */
export const serveParts: Readonly<Record<string, ServePart>> = { matching: matchingPart, route: routePart, changes: changesPart };

/** Numbers of campaigns that are measured unless `--sizes=1000,5000` says otherwise. */
export const usualSizes = [10_000, 100_000, 1_000_000] as const;
