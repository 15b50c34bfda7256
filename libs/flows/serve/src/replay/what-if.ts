import type { ReplayOverrides } from '@flywheel/http/explanations';
import { micros } from '@flywheel/primitives';
import type { OpenedDecision } from '../explain/open-decision.ts';
import { decideAgain, type AgainOptions } from './decide-again.ts';
import type { PlacedAgain } from './placed-again.ts';
import type { ReplayWorld } from './replay-world.ts';

/** The decision as it was and with the overrides, both made from the same world. */
export type WhatIf = { before: PlacedAgain[]; after: PlacedAgain[] };

/** Holds the decision twice. The world has the other bids for as long as the second takes, and is then what it was. */
export function whatIf(opened: OpenedDecision, world: ReplayWorld, seed: string, overrides: ReplayOverrides): WhatIf {
  const before = decideAgain(opened, world, { seed });
  const undo = rebid(world, overrides);
  try {
    return { before, after: decideAgain(opened, world, optionsOf(seed, overrides)) };
  } finally {
    undo();
  }
}

function optionsOf(seed: string, { floorMicros, rule, caps, budget }: ReplayOverrides): AgainOptions {
  return {
    seed,
    rules: { rule, floorMicros: floorMicros === undefined ? undefined : micros(BigInt(floorMicros)) },
    state: {
      caps: caps ?? true,
      budgets: new Map((budget ?? []).map((each) => [each.campaign, BigInt(each.micros)])),
    },
  };
}

/** Puts other bids on ads, and money on campaigns that a budget is given to; answers how to take both back. */
function rebid(world: ReplayWorld, { bid, budget }: ReplayOverrides): () => void {
  const rows = [...world.rows.values()];
  const bids = new Map((bid ?? []).map((each) => [each.ad, micros(BigInt(each.micros))]));
  const budgets = new Map((budget ?? []).map((each) => [each.campaign, micros(BigInt(each.micros))]));
  const changed = rows.filter((row) => bids.has(row.ad) || budgets.has(row.campaign));
  for (const row of changed) {
    world.put({ ...row, bidMicros: bids.get(row.ad) ?? row.bidMicros, fundedMicros: budgets.get(row.campaign) ?? row.fundedMicros });
  }
  return () => changed.forEach((row) => world.put(row));
}
