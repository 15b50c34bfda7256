import { blockEngine, type BlockEngine } from './block-engine.ts';
import type { Engine } from './engine.ts';
import { linearEngine } from './linear-engine.ts';
import type { Timing } from './measure-engine.ts';
import { measureCase } from './measure-size.ts';
import { campaignsOf, usualSpread, visitsOf, type Campaign, type Spread, type Visit } from './workload.ts';

/** A distribution that the order by key helps less with, and what it costs. */
export type WeakCase = Timing & { readonly name: string; readonly compared: number; readonly blocksRead: number; readonly scored: number };

const visitsEach = 2000;
const checkedEach = 40;
const strongCrosses = 4;

/** The weak cases of performance.md §2 on the same targetings; winners of the first visits are compared with the linear engine's. */
export function measureWeakCases(campaigns: readonly Campaign[], tell: (line: string) => void): WeakCase[] {
  const [usual, strong] = [visitsOf(visitsEach), visitsOf(visitsEach, strongCrosses)];
  const cases: WeakCase[] = [];
  const measure = (name: string, engine: BlockEngine, oracle: Engine, visits: readonly Visit[]): void => {
    cases.push(caseOf(name, engine, oracle, visits));
    tell(`weak case, ${name}: ${cases.at(-1)?.cpuUs.toFixed(1)} µs`);
  };
  const [block, linear] = [blockEngine(campaigns), linearEngine(campaigns)];
  measure(`cross weights × ${strongCrosses}`, block, linear, strong);
  const paused = halfOfTheTopPaused(campaigns, block);
  measure('half of the top 10 % paused', blockEngine(paused), linearEngine(paused), usual);
  const narrow = withSpread(campaigns, { ...usualSpread, bidSigma: 0.2 });
  measure('bids with σ = 0.2', blockEngine(narrow), linearEngine(narrow), usual);
  const equal = withSpread(campaigns, { bidSigma: 0, equal: true });
  const [equalBlock, equalLinear] = [blockEngine(equal), linearEngine(equal)];
  measure('all bids and qualities equal', equalBlock, equalLinear, usual);
  measure(`all equal and cross weights × ${strongCrosses}`, equalBlock, equalLinear, strong);
  return cases;
}

function caseOf(name: string, engine: BlockEngine, oracle: Engine, visits: readonly Visit[]): WeakCase {
  engine.visited.blocks = engine.visited.scored = 0;
  const timing = measureCase(engine, oracle, visits, checkedEach);
  const auctions = checkedEach + visits.length;
  return { name, ...timing, blocksRead: engine.visited.blocks / auctions, scored: engine.visited.scored / auctions };
}

function halfOfTheTopPaused(campaigns: readonly Campaign[], { table }: BlockEngine): Campaign[] {
  const keys = Float64Array.from(campaigns, ({ number }) => table.key(number));
  const top = keys.toSorted()[Math.floor(keys.length * 0.9)] ?? 0;
  return campaigns.map((campaign) => ({ ...campaign, paused: campaign.number % 2 === 0 && (keys[campaign.number] ?? 0) >= top }));
}

/** The same campaigns with other bids and qualities. */
function withSpread(campaigns: readonly Campaign[], spread: Spread): Campaign[] {
  const others = campaignsOf(campaigns.length, spread);
  return campaigns.map(({ targeting }) => {
    const { value } = others.next() as { value: Campaign };
    return { ...value, targeting };
  });
}
