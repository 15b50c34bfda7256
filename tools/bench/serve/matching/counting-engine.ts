import { CountingIndex } from '@flywheel/targeting/blocks';
import type { Engine } from './engine.ts';
import { ScoreTable } from './score-table.ts';
import type { Campaign } from './workload.ts';

/** The counting k-index: finds every match, scores them all. */
export function countingEngine(count: number, campaigns: Iterable<Campaign>): Engine {
  const table = new ScoreTable(count);
  const paused = new Uint8Array(count);
  const index = CountingIndex.build(entriesOf(campaigns, table, paused));
  return {
    name: 'counting k-index',
    bytesEach: (index.bytes() + table.bytes() + paused.byteLength) / count,
    auction({ facts, person }, winners) {
      table.begin(person);
      const matches = index.match(facts);
      let active = 0;
      for (let at = 0; at < matches; at += 1) {
        const number = index.found[at] as number;
        if (paused[number] === 0) index.found[active++] = number;
      }
      table.offerAll(index.found, active, winners);
    },
  };
}

function* entriesOf(
  campaigns: Iterable<Campaign>,
  table: ScoreTable,
  paused: Uint8Array,
): Generator<{ entry: number; targeting: Campaign['targeting'] }> {
  for (const campaign of campaigns) {
    table.put(campaign);
    paused[campaign.number] = campaign.paused ? 1 : 0;
    yield { entry: campaign.number, targeting: campaign.targeting };
  }
}
