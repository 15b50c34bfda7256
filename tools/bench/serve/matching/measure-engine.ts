import type { Engine } from './engine.ts';
import type { Visit } from './workload.ts';
import { Winners } from './winners.ts';

/**
 * Microseconds per auction: by the clock, and of CPU. The mean of CPU is that of the whole process, garbage collection included;
 * its p99 is that of this thread, which other programs on the machine disturb less than the clock.
 */
export type Timing = {
  readonly meanUs: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly cpuUs: number;
  readonly cpuP99Us: number;
  readonly auctions: number;
};

/** Runs an auction for each visit and keeps the time of each. */
export function timeEngine(engine: Engine, visits: readonly Visit[], outcomes?: string[]): Timing {
  const winners = new Winners();
  const [times, cpuTimes] = [new Float64Array(visits.length), new Float64Array(visits.length)];
  const before = process.cpuUsage();
  for (const [at, visit] of visits.entries()) {
    const [began, cpuBegan] = [performance.now(), threadCpu()];
    winners.clear();
    engine.auction(visit, winners);
    cpuTimes[at] = threadCpu() - cpuBegan;
    times[at] = (performance.now() - began) * 1000;
    if (outcomes) outcomes[at] = winners.outcome();
  }
  const { user, system } = process.cpuUsage(before);
  return {
    meanUs: times.reduce((sum, each) => sum + each, 0) / times.length,
    p50Us: rank(times, 0.5),
    p99Us: rank(times, 0.99),
    cpuUs: (user + system) / times.length,
    cpuP99Us: rank(cpuTimes, 0.99),
    auctions: times.length,
  };
}

/** Microseconds of CPU that this thread used; of the process where Node does not tell them apart. */
function threadCpu(): number {
  const { user, system } = typeof process.threadCpuUsage === 'function' ? process.threadCpuUsage() : process.cpuUsage();
  return user + system;
}

function rank(times: Float64Array, share: number): number {
  return times.toSorted()[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
}
