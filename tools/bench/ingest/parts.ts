import type { Part } from '../part.ts';
import { httpPart } from './http-part.ts';
import { slowPart } from './slow-part.ts';

/** Every part by its name. */
export const ingestParts: Readonly<Record<string, Part>> = { http: httpPart, slow: slowPart };
