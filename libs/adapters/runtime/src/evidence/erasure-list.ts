import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeDraft } from '../kept-secret.ts';

/** A pseudonym whose person was erased, and when (ISO 8601). */
export type ErasedKey = { readonly viewerKey: string; readonly erasedAt: string };

/** Writes the list of erasures, one JSON object a line, over the one that was there: it outlives the database it came from. */
export function writeErasureList(path: string, erased: readonly ErasedKey[]): void {
  mkdirSync(dirname(path), { recursive: true });
  renameSync(writeDraft(path, erased.map(({ viewerKey, erasedAt }) => `${JSON.stringify({ viewerKey, erasedAt })}\n`).join('')), path);
}

/** Reads such a list; empty where there is no file. */
export function readErasureList(path: string): ErasedKey[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ErasedKey);
}
