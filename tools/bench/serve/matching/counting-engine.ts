import { CountingIndex } from '@flywheel/targeting/blocks';
import type { Engine } from './engine.ts';
import { ScoreTable } from './score-table.ts';
import type { Campaign } from './workload.ts';

/** The counting k-index: finds every match, scores them all. */
export function countingEngine(campaigns: readonly Campaign[]): Engine {
  const table = new ScoreTable(campaigns);
  const index = CountingIndex.build(campaigns.map(({ number, targeting }) => ({ entry: number, targeting })));
  const paused = Uint8Array.from(campaigns, (campaign) => (campaign.paused ? 1 : 0));
  return {
    name: 'counting k-index',
    bytesEach: (index.bytes() + table.bytes() + paused.byteLength) / campaigns.length,
    auction({ facts, person }, winners) {
      table.begin(person);
      const count = index.match(facts);
      for (let at = 0; at < count; at += 1) {
        const number = index.found[at] as number;
        if (paused[number] === 0) table.offer(number, winners);
      }
    },
  };
}
