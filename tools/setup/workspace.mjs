/** Where the repository lies. This module and everything it is imported by before the install runs on any Node ≥ 18. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A path inside the repository. */
export const inside = (...parts) => path.join(root, ...parts);
