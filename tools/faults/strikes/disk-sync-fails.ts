import { spawn, spawnSync } from 'node:child_process';
import type { Fault } from '../fault.ts';
import { underLoad } from '../under-load.ts';

const when = 20;
const mostMs = 20_000;

/** Tells PostgreSQL that the disk failed, as a dying disk would: it must stop at once rather than believe what it wrote. */
export const diskSyncFails: Fault = {
  name: 'disk-sync-fails',
  says: `fdatasync of the database says EIO at its ${when}th call (strace)`,
  run: async (suite) => {
    const tool = spawnSync('strace', ['-e', 'trace=none', 'true']);
    if (tool.status !== 0) return { skipped: tool.error ? 'no strace' : 'strace may not trace here' };
    return underLoad(suite, {
      name: 'disk-sync-fails',
      mostSeconds: 10,
      strike: async ({ load }) => {
        await load.reach(0.2);
        const [postmaster] = suite.cluster.pids();
        const targets = suite.cluster.pids().flatMap((pid) => ['-p', String(pid)]);
        const strace = spawn(
          'strace',
          ['-f', ...targets, '-e', 'trace=fdatasync', '-e', `inject=fdatasync:error=EIO:when=${when}`, '-o', '/dev/null'],
          {
            stdio: 'ignore',
          },
        );
        const from = performance.now();
        await panic(suite.cluster.pids, postmaster ?? 0);
        strace.kill('SIGINT');
        const waited = (performance.now() - from) / 1000;
        suite.tell(`disk-sync-fails: the server panicked ${waited.toFixed(1)} s after the fault was set`);
        return [await load.recover()];
      },
    });
  },
};

/** Until all the backends of before are gone: the server ends every one of them when one panics. */
async function panic(pids: () => number[], postmaster: number): Promise<void> {
  const before = new Set(pids());
  const from = performance.now();
  while (performance.now() - from < mostMs) {
    const now = attempt(pids);
    if (now === undefined || now[0] !== postmaster || now.filter((pid) => before.has(pid)).length <= 1) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the server did not notice that its disk failed');
}

function attempt(pids: () => number[]): number[] | undefined {
  try {
    return pids();
  } catch {
    return undefined;
  }
}
