import { hasRedis } from '../../../tests/stack/redis.ts';
import type { Fault } from '../fault.ts';
import { underLoad } from '../under-load.ts';
import { effectDone } from './redis-killed.ts';

const shares = [0.3, 0.6];

export const queueFlushed: Fault = {
  name: 'queue-flushed',
  says: 'FLUSHALL twice in the middle: the outbox fills the queue again, the schedules come back',
  run: async (suite) => {
    if (!hasRedis) return { skipped: 'no redis-server' };
    return underLoad(suite, {
      name: 'queue-flushed',
      redis: true,
      mostSeconds: 10,
      strike: async (stand) => {
        const seconds: number[] = [];
        for (const share of shares) {
          await stand.load.reach(share);
          const from = performance.now();
          await stand.programs.redis?.flush();
          await effectDone(stand);
          seconds.push((performance.now() - from) / 1000);
        }
        return seconds;
      },
    });
  },
};
