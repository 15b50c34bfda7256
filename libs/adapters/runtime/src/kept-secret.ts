import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What the file at `path` holds; `make` gives its text where there is none (kept 0600). Processes that start together agree on one. */
export function keptSecret(path: string, make: () => string): string {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    publish(writeDraft(path, make()), path);
  }
  return readFileSync(path, 'utf8');
}

/** Writes a text beside `path` (0600), to be put in its place; returns where. */
export function writeDraft(path: string, text: string): string {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  return draft;
}

/** A hard link fails where the file exists already: the first process wins and the others read what it wrote. */
function publish(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(draft);
  }
}
