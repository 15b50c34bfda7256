import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '@flywheel/primitives';

/** One table of a backup: its rows in PostgreSQL's COPY text, gzipped. `sha256` and `bytes` are of the text before it was packed. */
export type TableFile = {
  readonly name: string;
  /** Of a partition: the table it is part of, and its bounds as PostgreSQL writes them. */
  readonly parent: string | null;
  readonly bounds: string | null;
  readonly columns: readonly string[];
  /** Columns that were written without their value. */
  readonly withheld: readonly string[];
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
};

/** What a backup holds. Tables stand in the order in which they can be loaded: whatever is referred to comes first. */
export type Manifest = {
  readonly format: 1;
  readonly world: string;
  /** The last migration that the database had run. */
  readonly schema: string;
  /** The one moment that all of it shows. */
  readonly takenAt: string;
  readonly tables: readonly TableFile[];
  readonly sequences: ReadonlyArray<{ readonly name: string; readonly last: string; readonly called: boolean }>;
  readonly trialBalanceSha256: string;
  readonly heads: Readonly<Record<string, { readonly seq: string; readonly hash: string }>>;
};

/** What the people's part holds: who the pseudonyms are. It lies in a folder of its own, to be thrown away earlier than the rest. */
export type PeopleManifest = { readonly format: 1; readonly takenAt: string; readonly tables: readonly TableFile[] };

const fileName = 'manifest.json';
export const peopleFolder = 'people';

/** Writes the two manifests of a backup's folder. */
export function writeManifests(dir: string, manifest: Manifest, people: PeopleManifest): void {
  const write = (folder: string, content: object): void =>
    writeFileSync(join(folder, fileName), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
  write(join(dir, peopleFolder), people);
  write(dir, manifest);
}

/** Reads them; the people's part is undefined where its folder is gone. Refuses a folder that is no backup. */
export function readManifests(dir: string): { manifest: Manifest; people: PeopleManifest | undefined } {
  const manifest = read(dir) as Manifest | undefined;
  if (!manifest) throw new Error(`${dir} is no backup: it has no ${fileName}`);
  const people = read(join(dir, peopleFolder)) as PeopleManifest | undefined;
  for (const each of [manifest, people]) assert(!each || each.format === 1, `the backup in ${dir} has a format that this version reads`);
  assert(!people || people.takenAt === manifest.takenAt, 'both parts of the backup were taken at the same moment');
  return { manifest, people };
}

function read(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, fileName), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
