import { readdirSync, readFileSync } from 'node:fs';

/** The processes that `parent` started and that live, by /proc. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => (parentOf(name) === parent ? [Number(name)] : []));
}

/** Below `ancestor`, at any depth: the process that runs the file whose path ends in `script`; undefined while there is none. */
export function findBelow(ancestor: number, script: string): number | undefined {
  for (const pid of childrenOf(ancestor)) {
    if (wordsOf(pid).some((word) => word.endsWith(script))) return pid;
    const found = findBelow(pid, script);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** kill -9. One that ended between the look and the kill is dead, which is what is wanted. */
export function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It ended while we looked.
    return undefined;
  }
}

function wordsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    // It ended while we looked.
    return [];
  }
}
