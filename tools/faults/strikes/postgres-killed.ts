import type { Fault } from '../fault.ts';
import { killNow } from '../stand/processes.ts';
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
          for (const pid of suite.cluster.pids()) killNow(pid);
          seconds.push(await load.recover());
        }
        return seconds;
      },
    }),
};
