import { blockEngine, type BlockEngine } from './block-engine.ts';
import type { Engine } from './engine.ts';
import { LinearEngine } from './linear-engine.ts';
import { measureChanges, type ChangeResult } from './measure-changes.ts';
import type { Timing } from './measure-engine.ts';
import { measureCase } from './measure-size.ts';
import { campaignsOf, usualSpread, visitsOf, type Campaign, type Visit } from './workload.ts';

/** A distribution that the order by key helps less with, and what it costs. */
export type WeakCase = Timing & { readonly name: string; readonly compared: number; readonly blocksRead: number; readonly scored: number };

const visitsEach = 2000;
const checkedEach = 40;
const strongCrosses = 4;

/**
 * The weak cases of performance.md §2 on the same targetings, made anew for each so that no object stays; winners of the first
 * visits are compared with the linear engine's. Changes in place are timed on the usual spread.
 */
export function measureWeakCases(count: number, tell: (line: string) => void): { weak: WeakCase[]; changes: ChangeResult } {
  const [usual, strong] = [visitsOf(visitsEach), visitsOf(visitsEach, strongCrosses)];
  const weak: WeakCase[] = [];
  const measure = (name: string, { block, linear }: Pair, visits: readonly Visit[]): void => {
    weak.push(caseOf(name, block, linear, visits));
    tell(`weak case, ${name}: ${weak.at(-1)?.cpuUs.toFixed(1)} µs`);
  };
  const plain = pairOf(count, campaignsOf(count));
  measure(`cross weights × ${strongCrosses}`, plain, strong);
  measure('half of the top 10 % paused', pairOf(count, topPaused(count, plain.block)), usual);
  measure('bids with σ = 0.2', pairOf(count, campaignsOf(count, { ...usualSpread, bidSigma: 0.2 })), usual);
  const equal = pairOf(count, campaignsOf(count, { bidSigma: 0, equal: true }));
  measure('all bids and qualities equal', equal, usual);
  measure(`all equal and cross weights × ${strongCrosses}`, equal, strong);
  return { weak, changes: measureChanges(count, plain.block, tell) };
}

type Pair = { readonly block: BlockEngine; readonly linear: LinearEngine };

/** Both engines out of one reading. */
function pairOf(count: number, campaigns: Iterable<Campaign>): Pair {
  const linear = new LinearEngine(count);
  const block = blockEngine(count, putting(campaigns, linear));
  return { block, linear };
}

function* putting(campaigns: Iterable<Campaign>, linear: LinearEngine): Generator<Campaign> {
  for (const campaign of campaigns) {
    linear.put(campaign);
    yield campaign;
  }
}

function* topPaused(count: number, { table }: BlockEngine): Generator<Campaign> {
  const keys = Float64Array.from({ length: count }, (_, number) => table.key(number));
  const top = keys.toSorted()[Math.floor(count * 0.9)] ?? 0;
  for (const campaign of campaignsOf(count)) {
    campaign.paused = campaign.number % 2 === 0 && (keys[campaign.number] ?? 0) >= top;
    yield campaign;
  }
}

function caseOf(name: string, engine: BlockEngine, oracle: Engine, visits: readonly Visit[]): WeakCase {
  engine.visited.blocks = engine.visited.scored = 0;
  const timing = measureCase(engine, oracle, visits, checkedEach);
  const auctions = checkedEach + visits.length;
  return { name, ...timing, blocksRead: engine.visited.blocks / auctions, scored: engine.visited.scored / auctions };
}
