import type { Fault } from '../fault.ts';
import { underLoad } from '../under-load.ts';

const shares = [0.15, 0.4, 0.65];

export const apiKilled: Fault = {
  name: 'api-killed',
  says: 'kill -9 of the api in the middle of requests, three times',
  run: (suite) =>
    underLoad(suite, {
      name: 'api-killed',
      mostSeconds: 15,
      strike: async ({ load, programs }) => {
        const seconds: number[] = [];
        for (const share of shares) {
          await load.reach(share);
          await programs.api.kill();
          seconds.push(await load.recover());
        }
        return seconds;
      },
    }),
};
