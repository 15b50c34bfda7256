import { hasRedis } from '../../../tests/stack/redis.ts';
import type { Fault } from '../fault.ts';
import type { Stand } from '../stand/stand.ts';
import { underLoad } from '../under-load.ts';

const shares = [0.1, 0.25, 0.4];
const awayMs = 200;
// Charging and events go on without Redis: the load must be longer than three recoveries.
const larger = 1.4;

export const redisKilled: Fault = {
  name: 'redis-killed',
  says: 'kill -9 of an append-only Redis three times, with the api and a worker on it',
  run: async (suite) => {
    if (!hasRedis) return { skipped: 'no redis-server' };
    return underLoad(suite, {
      name: 'redis-killed',
      redis: true,
      larger,
      mostSeconds: 2.5,
      strike: async (stand) => {
        const { load, programs } = stand;
        const seconds: number[] = [];
        for (const share of shares) {
          await load.reach(share);
          await programs.redis?.kill();
          await new Promise((resolve) => setTimeout(resolve, awayMs));
          const from = performance.now();
          await programs.redis?.revive();
          await effectDone(stand);
          seconds.push((performance.now() - from) / 1000);
        }
        return seconds;
      },
    });
  },
};

/** Until an effect is done that was not done before. */
export async function effectDone({ database, load }: Stand): Promise<void> {
  const done = async (): Promise<Date | null> =>
    (await database.read.query<{ at: Date | null }>('SELECT max(done_at) AS at FROM outbox')).rows[0]?.at ?? null;
  const before = Number(await done());
  while (Number(await done()) <= before && load.waits) await new Promise((resolve) => setTimeout(resolve, 20));
}
