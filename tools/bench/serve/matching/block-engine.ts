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

/** Reads blocks by falling key until the bound of the rest, shifted as far as this viewer can shift it, is below the fifth score. */
export function blockEngine(campaigns: readonly Campaign[]): BlockEngine {
  const table = new ScoreTable(campaigns);
  const index = BlockIndex.build(entriesOf(campaigns, table));
  for (const { number, paused } of campaigns) if (paused) index.pause(number);
  const visited = { blocks: 0, scored: 0 };
  return {
    name: 'block index',
    bytesEach: (index.bytes() + table.bytes()) / campaigns.length,
    index,
    table,
    visited,
    auction({ facts, person }, winners) {
      const factor = shiftFactor(table.begin(person), table.lowest, table.highest);
      const scan = index.scan(index.facts(facts));
      for (let count = scan.nextBlock(); count >= 0; count = scan.nextBlock()) {
        for (let at = 0; at < count; at += 1) table.offer(scan.found[at] as number, winners);
        visited.blocks += 1;
        visited.scored += count;
        if (scan.bound * factor < winners.bar()) break;
      }
    },
  };
}

function* entriesOf(campaigns: readonly Campaign[], table: ScoreTable): Generator<IndexEntry> {
  for (const { number, targeting } of campaigns) yield { entry: number, targeting, key: table.key(number) };
}
