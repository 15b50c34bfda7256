import type { Part } from '../part.ts';
import { goalPart } from './goal-part.ts';
import { sizesPart } from './sizes-part.ts';

/** Every part by its name: `npm run bench -- retrieval` runs all, `npm run bench -- retrieval goal` one. */
export const retrievalParts: Readonly<Record<string, Part>> = { goal: goalPart, sizes: sizesPart };
