import type { Outcome, Suite } from './fault.ts';
import type { Verdicts } from './check/check-books.ts';
import { openStand, type Stand, type StandOptions } from './stand/stand.ts';

/** Strikes while the load runs, and returns the seconds each recovery took. The last strike must leave a fifth of the load for after it. */
export type Strike = (stand: Stand) => Promise<number[]>;

export type LoadFault = Partial<Omit<StandOptions, 'name' | 'seed'>> & {
  name: string;
  strike: Strike;
  /** How many times as much is sent as has to be acknowledged. */
  larger?: number;
  /** Slowest recovery that is good enough, in seconds; undefined where nothing stops. */
  mostSeconds?: number;
  /** Once everything is acknowledged, with the programs still running. */
  again?: (stand: Stand) => Promise<void>;
  /** More to be judged once everything is settled. */
  also?: (stand: Stand) => Promise<string[]>;
};

const beaconShare = 0.15;
const leastAfter = 0.2;
const leastDropped = 0.01;
/** Of 50,000 acknowledged. */
const leastDuplicates = 0.01;
const drainSeconds = 10;
const loadMs = 90_000;
const reserve = 1.04;

/** Runs a load of events and beacons through the lossy way, strikes meanwhile, and judges what is left against every bar. */
export async function underLoad(
  suite: Suite,
  { name, strike, larger = 1, mostSeconds, again, also, ...options }: LoadFault,
): Promise<Outcome> {
  const { least, seed, cluster } = suite;
  const beacons = Math.round(least * beaconShare);
  const events = Math.ceil(least * larger * reserve) - beacons;
  const stand = await openStand(cluster, { name, seed, events, beacons, ...options });
  try {
    const late = setTimeout(() => stand.load.stop(), loadMs);
    stand.press();
    const loading = stand.load.run();
    const striking = strike(stand);
    // A load that ends early is waited for first: its failure says more.
    const recoverySeconds = await Promise.race([striking, loading.then(() => striking)]);
    const before = stand.load.ackedCount;
    await loading;
    clearTimeout(late);
    await again?.(stand);
    const backlog = await stand.drain(drainSeconds);
    const verdicts = await stand.settle();
    const failures = [...judgeLoad(stand, { least, before, backlog }), ...judgeBooks(stand, verdicts), ...((await also?.(stand)) ?? [])];
    if (mostSeconds !== undefined) failures.push(...tooSlow(recoverySeconds, mostSeconds));
    const { ackedCount: acked, duplicates, retries } = stand.load;
    const { responses, dropped } = stand.proxy.counts;
    const note = [
      `${percent(1 - before / acked)} after`,
      `${percent(dropped / responses)} of ${responses} responses dropped`,
      `${duplicates} duplicates`,
      `${retries} retries`,
      `backlog ${backlog.toFixed(1)} s`,
    ].join(', ');
    const { lost, doubled, overspentMicros } = verdicts;
    return { acked, lost, doubled, overspentMicros, recoverySeconds, failures, note };
  } finally {
    await stand.close();
  }
}

function judgeLoad(stand: Stand, { least, before, backlog }: { least: number; before: number; backlog: number }): string[] {
  const { ackedCount: acked, duplicates, sent } = stand.load;
  const { responses, dropped } = stand.proxy.counts;
  const unacked = sent.events.size + sent.beacons.size - acked;
  return [
    ...(unacked > 0 ? [`${unacked} were never acknowledged: it did not recover in time`] : []),
    ...(acked < least ? [`only ${acked} were acknowledged`] : []),
    ...(1 - before / acked < leastAfter ? [`only ${percent(1 - before / acked)} were acknowledged after the last strike`] : []),
    ...(dropped / responses < leastDropped ? [`only ${percent(dropped / responses)} of the responses were dropped`] : []),
    ...(duplicates < least * leastDuplicates ? [`only ${duplicates} duplicates were seen`] : []),
    ...(backlog > drainSeconds ? [`effects still waited after ${drainSeconds} s`] : []),
  ];
}

function judgeBooks({ name }: Stand, { lost, doubled, strange, overspentMicros, findings }: Verdicts): string[] {
  return [
    ...(lost > 0 ? [`${lost} lost`] : []),
    ...(doubled > 0 ? [`${doubled} doubled`] : []),
    ...(strange > 0 ? [`${strange} stored that nobody sent to ${name}`] : []),
    ...(overspentMicros > 0n ? [`${overspentMicros} micros overspent`] : []),
    ...findings,
  ];
}

/** A sentence for every recovery that took too long. */
export function tooSlow(seconds: readonly number[], most: number): string[] {
  return seconds.filter((each) => each > most).map((each) => `recovery took ${each.toFixed(1)} s, more than ${most} s`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
