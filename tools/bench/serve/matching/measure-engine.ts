import type { Engine } from './engine.ts';
import type { Visit } from './workload.ts';
import { Winners } from './winners.ts';

/**
 * Microseconds per auction: by the clock, which other programs on the machine disturb, and of CPU of the whole process, garbage
 * collection included. CPU is told as a mean alone: kernels count it in steps that are longer than an auction.
 */
export type Timing = {
  readonly meanUs: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly cpuUs: number;
  readonly auctions: number;
};

/** Runs an auction for each visit and keeps the time of each. */
export function timeEngine(engine: Engine, visits: readonly Visit[], outcomes?: string[]): Timing {
  const winners = new Winners();
  const times = new Float64Array(visits.length);
  const before = process.cpuUsage();
  for (const [at, visit] of visits.entries()) {
    const began = performance.now();
    winners.clear();
    engine.auction(visit, winners);
    times[at] = (performance.now() - began) * 1000;
    if (outcomes) outcomes[at] = winners.outcome();
  }
  const { user, system } = process.cpuUsage(before);
  return {
    meanUs: times.reduce((sum, each) => sum + each, 0) / times.length,
    p50Us: rank(times, 0.5),
    p99Us: rank(times, 0.99),
    cpuUs: (user + system) / times.length,
    auctions: times.length,
  };
}

function rank(times: Float64Array, share: number): number {
  return times.toSorted()[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
}
