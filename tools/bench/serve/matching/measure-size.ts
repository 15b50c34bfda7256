import { blockEngine, type BlockEngine } from './block-engine.ts';
import { countingEngine } from './counting-engine.ts';
import type { Engine } from './engine.ts';
import { LinearEngine } from './linear-engine.ts';
import { timeEngine, type Timing } from './measure-engine.ts';
import { naiveEngine } from './naive-engine.ts';
import type { Campaign, Visit } from './workload.ts';

/** What one engine took at one size. */
export type EngineResult = Timing & { readonly engine: string; readonly campaigns: number; readonly bytesEach: number | null };

/** All engines at one size: their times, what the block index read, and how many auctions were compared. */
export type SizeResult = {
  readonly campaigns: number;
  readonly engines: readonly EngineResult[];
  readonly compared: number;
  readonly blocksRead: number;
  readonly scored: number;
  /** Seconds from objects to the block index. */
  readonly buildSeconds: number;
};

const rounds = 3;
// Candidates that an engine looks at in one round: as many auctions as that allows, within limits.
const naivePerRound = 3_000_000;

/** Engines take turns, the order reversed every other round; the winners of each are compared with the naive or the linear one's. */
export function measureSize(campaigns: readonly Campaign[], visits: readonly Visit[], tell: (line: string) => void): SizeResult {
  const count = campaigns.length;
  const began = performance.now();
  const block = blockEngine(count, campaigns);
  const buildSeconds = (performance.now() - began) / 1000;
  const linear = new LinearEngine(count);
  for (const campaign of campaigns) linear.put(campaign);
  const engines: ReadonlyArray<readonly [Engine, number]> = [
    [naiveEngine(campaigns), clamp(naivePerRound / count, 4, 300)],
    [linear, clamp((naivePerRound * 20) / count, 40, 1500)],
    [countingEngine(count, campaigns), clamp((naivePerRound * 50) / count, 120, 2000)],
    [block, Math.floor(visits.length / rounds)],
  ];
  const outcomes = new Map<Engine, string[]>();
  for (const [engine, share] of engines) {
    const warm: string[] = [];
    timeEngine(engine, visits.slice(0, share), warm);
    outcomes.set(engine, warm);
  }
  const compared = compare(outcomes);
  const timings = new Map<Engine, Timing[]>(engines.map(([engine]) => [engine, []]));
  block.visited.blocks = block.visited.scored = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const [engine, share] of round % 2 ? engines.toReversed() : engines) {
      const timing = timeEngine(engine, visits.slice(round * share, (round + 1) * share));
      timings.get(engine)?.push(timing);
      tell(`${campaigns.length} campaigns, round ${round + 1}/${rounds}, ${engine.name}: ${timing.meanUs.toFixed(1)} µs`);
    }
  }
  const auctions = sum((timings.get(block) ?? []).map((each) => each.auctions));
  return {
    campaigns: campaigns.length,
    engines: engines.map(([engine]) => resultOf(engine, campaigns.length, timings.get(engine) ?? [])),
    compared,
    blocksRead: block.visited.blocks / auctions,
    scored: block.visited.scored / auctions,
    buildSeconds,
  };
}

/** Times one block engine and compares its winners with the linear engine's over the first visits. */
export function measureCase(engine: BlockEngine, oracle: Engine, visits: readonly Visit[], checked: number): Timing & { compared: number } {
  const [found, expected]: [string[], string[]] = [[], []];
  timeEngine(engine, visits.slice(0, checked), found);
  timeEngine(oracle, visits.slice(0, checked), expected);
  const compared = compare(
    new Map([
      [engine, found],
      [oracle, expected],
    ]),
  );
  return { ...timeEngine(engine, visits), compared };
}

/** Every engine has the winners and prices that the others have. */
function compare(outcomes: ReadonlyMap<Engine, readonly string[]>): number {
  let compared = 0;
  for (const [engine, found] of outcomes) {
    for (const [other, expected] of outcomes) {
      const both = Math.min(found.length, expected.length);
      for (let at = 0; engine !== other && at < both; at += 1) {
        if (found[at] !== expected[at]) {
          throw new Error(`Auction ${at}: ${engine.name} has ${found[at]}, ${other.name} has ${expected[at]}.`);
        }
        compared += 1;
      }
    }
  }
  return compared / 2;
}

function resultOf(engine: Engine, campaigns: number, rounds: readonly Timing[]): EngineResult {
  const middle = (pick: (timing: Timing) => number): number =>
    rounds.map(pick).toSorted((a, b) => a - b)[Math.floor((rounds.length - 1) / 2)] ?? 0;
  return {
    engine: engine.name,
    campaigns,
    bytesEach: engine.bytesEach ?? null,
    meanUs: middle((each) => each.meanUs),
    p50Us: middle((each) => each.p50Us),
    p99Us: middle((each) => each.p99Us),
    cpuUs: middle((each) => each.cpuUs),
    auctions: sum(rounds.map((each) => each.auctions)),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}
