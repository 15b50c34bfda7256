import type { Fault } from '../fault.ts';
import { underLoad } from '../under-load.ts';

const shares = [0.1, 0.25, 0.4, 0.55, 0.7];

export const postgresKilled: Fault = {
  name: 'postgres-killed',
  says: 'kill -9 of the postmaster and all its children, five times',
  run: (suite) =>
    underLoad(suite, {
      name: 'postgres-killed',
      mostSeconds: 5,
      strike: async ({ load }) => {
        const seconds: number[] = [];
        for (const share of shares) {
          await load.reach(share);
          for (const pid of suite.cluster.pids()) kill(pid);
          seconds.push(await load.recover());
        }
        return seconds;
      },
    }),
};

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // A child that ended between the look and the kill is dead, which is what is wanted.
  }
}
