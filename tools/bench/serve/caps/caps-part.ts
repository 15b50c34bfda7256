import { FrequencyCaps, type CapPlan } from '@flywheel/cache';
import { newId, seededRandom, type Id } from '@flywheel/primitives';
import type { Part } from '../../part.ts';
import { openLeases } from './open-leases.ts';
import { PlainCaps } from './plain-caps.ts';

const campaigns = 1000;
const rounds = 5;
const auctionsARound = 200_000;
const rebuilt = 5_000_000;
const dayMs = 86_400_000;
const goalUs = 1;

type Engine = { readonly name: string; auction(viewer: string, asked: readonly number[], imp: Id<'imp'>, now: number): void };

/**
 * P6: one auction checks the caps of five campaigns and charges one; the same of their leases; and both, which is what a decision does.
 * Typed counters beside plain maps in the same run, with few people (everything in the processor's cache) and with many; then how long
 * five million counters take to be put back.
 */
export const capsPart: Part = ({ tell }) => {
  const random = seededRandom('caps bench');
  const imps = Array.from({ length: auctionsARound }, () => newId('imp', 0, random));
  const cases = [1000, 200_000].map((people) => {
    const viewers = Array.from({ length: people }, () => newId('vwr', 0, random));
    const engines: Engine[] = [openTyped(), openLeases(campaigns), openBoth(), new PlainCaps(campaigns)];
    const samples = new Map(engines.map(({ name }) => [name, [] as number[]]));
    for (let round = 0; round <= rounds; round += 1) {
      for (const engine of round % 2 ? engines : engines.toReversed()) {
        const us = measure(engine, { viewers, imps, round });
        if (round > 0) samples.get(engine.name)?.push(us);
      }
      tell(`caps, ${people} people: round ${round}/${rounds}`);
    }
    const medians = Object.fromEntries([...samples].map(([name, list]) => [name, Number(median(list).toFixed(3))]));
    return { people, cpuUsAnAuction: medians };
  });
  const rebuild = putBack();
  const lines = [
    `caps: CPU µs an auction (check 5, charge 1), median of ${rounds} rounds of ${auctionsARound}; goal of P6 ≤ ${goalUs} µs`,
    ...cases.map(({ people, cpuUsAnAuction }) => `  ${String(people).padStart(7)} people  ${JSON.stringify(cpuUsAnAuction)}`),
    `  ${rebuilt} counters put back in ${rebuild.seconds} s, ${rebuild.bytesACounter} bytes each; budget ${rebuild.mostBytes} bytes`,
  ];
  return Promise.resolve({ lines, json: { cases, rebuild } });
};

function measure(
  engine: Engine,
  { viewers, imps, round }: { viewers: readonly string[]; imps: ReadonlyArray<Id<'imp'>>; round: number },
): number {
  const random = seededRandom(`round ${round}`);
  const plan = imps.map((imp) => ({
    imp,
    // A request brings its viewer's id as a text of its own.
    viewer: `${viewers[Math.floor(random.next() * viewers.length)]}`,
    asked: Array.from({ length: 5 }, () => Math.floor(random.next() * campaigns)),
  }));
  const began = process.cpuUsage();
  let now = Date.UTC(2026, 0, 1) + round * 3_600_000;
  for (const { viewer, asked, imp } of plan) engine.auction(viewer, asked, imp, (now += 5));
  const { user, system } = process.cpuUsage(began);
  return (user + system) / imps.length;
}

function openTyped(): Engine {
  const caps = new FrequencyCaps();
  const plans = plansOf(caps);
  let count = 0;
  return {
    name: 'typed',
    auction(viewer, asked, imp, now) {
      const who = caps.viewer(viewer, false);
      let best: CapPlan | undefined;
      for (const at of asked) {
        const plan = plans[at];
        if (plan && caps.check(who, plan, now) === 0) best ??= plan;
      }
      if (best) caps.checkAndReserve({ viewer: who, plan: best, imp, campaign: 'cmp_', now, expiresAt: now + 60_000 });
      if ((count += 1) % 1000 === 0) caps.takeDue(now, 20_000);
    },
  };
}

function openBoth(): Engine {
  const [caps, leases] = [openTyped(), openLeases(campaigns)];
  return {
    name: 'typed and leases',
    auction(...auction) {
      caps.auction(...auction);
      leases.auction(...auction);
    },
  };
}

function putBack(): { seconds: number; bytesACounter: number; mostBytes: number } {
  const caps = new FrequencyCaps();
  const plans = plansOf(caps);
  const now = Date.UTC(2026, 0, 31);
  const began = performance.now();
  for (let n = 0; n < rebuilt; n += 1) {
    const viewer = caps.viewer(`vwr_${(n % 1_000_000).toString(16).padStart(32, '0')}`, false);
    caps.record(viewer, plans[(n * 7 + Math.floor(n / 1_000_000)) % campaigns]?.subjects[0] ?? 1, now - (n % dayMs), now);
  }
  const seconds = Number(((performance.now() - began) / 1000).toFixed(2));
  const { bytes, counters, mostBytes } = caps.usage();
  return { seconds, bytesACounter: Math.round(bytes / counters), mostBytes };
}

function plansOf(caps: FrequencyCaps): Array<CapPlan | undefined> {
  const level = (n: number) => [{ level: 2 as const, subject: `cmp_${n}`, caps: [{ limit: 10, windowSeconds: 86_400 }], minGapSeconds: 0 }];
  const plans = Array.from({ length: campaigns }, (_, n) => caps.plan(level(n)));
  for (const cold of caps.cold()) caps.warmed(cold, 0);
  return plans;
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
}
