/** Who runs the server of a data folder: read from postmaster.pid and from the operating system. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const readOr = (file, otherwise) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
};

/** The fields of /proc/PID/stat after the command name, which may itself hold blanks and brackets; empty elsewhere than on Linux. */
const statFields = (pid) => {
  const text = readOr(`/proc/${pid}/stat`, '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
};

/** Whether a process runs; one that was killed and not yet reaped (state Z) does not. */
export const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return statFields(pid)[0] !== 'Z';
};

/** Names a process beyond the reuse of its number: `pid-startTime` (start time in clock ticks; 0 where the system does not tell). */
export const processName = (pid) => `${pid}-${statFields(pid)[19] ?? 0}`;

/** Whether the process that `processName` named is still the one running. */
export const isRunning = (name) => {
  const pid = Number(name.split('-')[0]);
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) && processName(pid) === name;
};

/** Parses postmaster.pid (lines: pid, folder, start, port, socket folder, address, …); undefined when it is not whole yet. */
export const parsePostmaster = (text) => {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : undefined;
};

/** The live server of a cluster folder as `{ pid, port }`, or undefined. Never deletes the file: PostgreSQL judges stale ones itself. */
export const livePostmaster = (cluster) => {
  const found = parsePostmaster(readOr(path.join(cluster, 'postmaster.pid'), ''));
  return found && isAlive(found.pid) ? found : undefined;
};
