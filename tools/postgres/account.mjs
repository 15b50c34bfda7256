/** Under which account the database server runs: PostgreSQL refuses root. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Sentence } from '../setup/sentence.mjs';

/** Reads `name:x:uid:gid:…` lines; undefined when no such name is there. */
export const accountFrom = (passwd, name) => {
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  return fields && { name, uid: Number(fields[2]), gid: Number(fields[3]) };
};

/** The account to change to, or undefined when this process may run the server itself. A uid without an entry does not work. */
export const serverAccount = () => {
  if (process.platform === 'win32' || process.getuid() !== 0) return undefined;
  const passwd = readFileSync('/etc/passwd', 'utf8');
  const found = accountFrom(passwd, 'postgres') ?? accountFrom(passwd, 'nobody');
  if (!found)
    throw new Sentence('PostgreSQL does not run as root and there is no account named postgres or nobody: create one or set DATABASE_URL.');
  return found;
};

const mayEnter = (folder, account) => {
  const { mode, uid, gid } = statSync(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  return gid === account.gid ? (mode & 0o010) !== 0 : (mode & 0o001) !== 0;
};

/** Whether every folder down to `folder` (which exists) lets `account` in. Judges by mode bits only. */
export const canReach = (folder, account) => {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (!mayEnter(at, account)) return false;
    if (at === path.dirname(at)) return true;
  }
};
