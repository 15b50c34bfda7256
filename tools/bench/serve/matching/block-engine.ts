import { BlockIndex, type IndexEntry } from '@flywheel/targeting/blocks';
import type { Engine } from './engine.ts';
import { shiftFactor } from './model.ts';
import { ScoreTable } from './score-table.ts';
import type { Campaign } from './workload.ts';

/** The block index with what it was built from and what its scans read. */
export type BlockEngine = Engine & {
  readonly index: BlockIndex;
  readonly table: ScoreTable;
  readonly visited: { blocks: number; scored: number };
};

/**
 * Reads blocks by falling key until the bound of the rest, shifted as far as this viewer can shift it, is below the fifth score.
 * Built from campaigns numbered 0 to before `count`, read once.
 */
export function blockEngine(count: number, campaigns: Iterable<Campaign>): BlockEngine {
  const table = new ScoreTable(count);
  const paused: number[] = [];
  const index = BlockIndex.build(entriesOf(campaigns, table, paused));
  for (const number of paused) index.pause(number);
  const visited = { blocks: 0, scored: 0 };
  return {
    name: 'block index',
    bytesEach: (index.bytes() + table.bytes()) / count,
    index,
    table,
    visited,
    auction({ facts, person }, winners) {
      const factor = shiftFactor(table.begin(person), table.lowest, table.highest);
      const scan = index.scan(index.facts(facts));
      for (let found = scan.nextStep(); found >= 0; found = scan.nextStep()) {
        table.offerAll(scan.found, found, winners);
        visited.scored += found;
        if (scan.bound * factor < winners.bar()) break;
      }
      visited.blocks += scan.block + 1;
    },
  };
}

function* entriesOf(campaigns: Iterable<Campaign>, table: ScoreTable, paused: number[]): Generator<IndexEntry> {
  for (const campaign of campaigns) {
    table.put(campaign);
    if (campaign.paused) paused.push(campaign.number);
    yield { entry: campaign.number, targeting: campaign.targeting, key: table.key(campaign.number) };
  }
}
