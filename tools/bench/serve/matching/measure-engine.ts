import type { Engine } from './engine.ts';
import type { Visit } from './workload.ts';
import { Winners } from './winners.ts';

/** Microseconds per auction, and who won each. */
export type Timing = {
  readonly meanUs: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly cpuUs: number;
  readonly auctions: number;
};

/** Runs an auction for each visit and keeps the time of each; CPU is that of the whole process. */
export function timeEngine(engine: Engine, visits: readonly Visit[], outcomes?: string[]): Timing {
  const winners = new Winners();
  const times = new Float64Array(visits.length);
  const cpu = process.cpuUsage();
  for (const [at, visit] of visits.entries()) {
    const began = performance.now();
    winners.clear();
    engine.auction(visit, winners);
    times[at] = (performance.now() - began) * 1000;
    if (outcomes) outcomes[at] = winners.outcome();
  }
  const { user, system } = process.cpuUsage(cpu);
  const sorted = times.toSorted();
  const rank = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  const meanUs = times.reduce((sum, each) => sum + each, 0) / times.length;
  return { meanUs, p50Us: rank(0.5), p99Us: rank(0.99), cpuUs: (user + system) / times.length, auctions: times.length };
}
