import { setTimeout as sleep } from 'node:timers/promises';
import { hasRedis } from '../../../tests/stack/redis.ts';
import type { Fault, Outcome } from '../fault.ts';
import { runProbe, untilDone, type Victim } from '../probe/run-probe.ts';
import { tooSlow } from '../under-load.ts';

const mostSeconds = 8;
const stopMs = 10_000;

export const workerKilled: Fault = {
  name: 'worker-killed',
  says: 'kill -9 of one of two workers in the middle of its jobs, three times',
  run: async (suite) => {
    if (!hasRedis) return { skipped: 'no redis-server' };
    const outcome = await runProbe(suite, {
      name: 'worker-killed',
      effects: 900,
      strike: async (victim, database) => {
        const seconds: number[] = [];
        for (let kill = 0; kill < 3; kill += 1) {
          await inMidst(victim);
          await victim.program.kill();
          seconds.push(await untilDone(database, await victim.unfinished(), 2 * mostSeconds));
        }
        return seconds;
      },
    });
    return redelivered(outcome);
  },
};

export const workerStopped: Fault = {
  name: 'worker-stopped',
  says: 'SIGSTOP of one of two workers for ten seconds in the middle of its jobs; what it commits late must not stand twice',
  run: async (suite) => {
    if (!hasRedis) return { skipped: 'no redis-server' };
    const outcome = await runProbe(suite, {
      name: 'worker-stopped',
      effects: 600,
      strike: async (victim, database) => {
        await inMidst(victim);
        victim.program.signal('SIGSTOP');
        const unfinished = await victim.unfinished();
        const seconds = untilDone(database, unfinished, 2 * mostSeconds);
        await sleep(stopMs);
        victim.program.signal('SIGCONT');
        return [await seconds];
      },
    });
    return redelivered(outcome);
  },
};

function redelivered(outcome: Outcome): Outcome {
  return { ...outcome, failures: [...outcome.failures, ...tooSlow(outcome.recoverySeconds, mostSeconds)] };
}

/** Until the victim has begun jobs that are not done. */
async function inMidst({ unfinished }: Victim): Promise<void> {
  await sleep(500);
  while ((await unfinished()).length === 0) await sleep(5);
}
