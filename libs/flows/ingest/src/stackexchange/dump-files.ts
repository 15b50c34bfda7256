import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { DumpError } from './dump-error.ts';

/** The files of a Stack Exchange dump that are read; the name without its ending. */
export type DumpFile = 'Users' | 'Tags' | 'Posts' | 'Comments' | 'Votes' | 'Badges';

/** In the order of import: what is pointed at comes first. */
export const dumpFiles: readonly DumpFile[] = ['Users', 'Tags', 'Posts', 'Comments', 'Votes', 'Badges'];

/** Finds `<name>.xml` or `<name>.xml.gz` for every file of a dump. Throws one sentence that lists what is missing. */
export async function findDumpFiles(folder: string): Promise<ReadonlyMap<DumpFile, string>> {
  const present = await readdir(folder).catch(() => undefined);
  if (!present) throw new DumpError('no such folder; give the folder of a Stack Exchange dump', { file: folder });
  const found = new Map<DumpFile, string>();
  for (const name of dumpFiles) {
    const file = present.find((each) => each === `${name}.xml`) ?? present.find((each) => each === `${name}.xml.gz`);
    if (file) found.set(name, path.join(folder, file));
  }
  const missing = dumpFiles.filter((name) => !found.has(name));
  if (missing.length > 0) {
    throw new DumpError(
      `a Stack Exchange dump needs ${dumpFiles.map((name) => `${name}.xml`).join(', ')} (plain or .gz); missing: ${missing.join(', ')}`,
      {
        file: folder,
      },
    );
  }
  return found;
}
