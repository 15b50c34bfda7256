import type { Facts } from '@flywheel/targeting';
import type { Engine } from './engine.ts';
import { ListQuestions } from './list-questions.ts';
import { maskFields, MaskWords, maskWordCount } from './mask-words.ts';
import { ScoreTable } from './score-table.ts';
import type { Campaign } from './workload.ts';

/**
 * Typed arrays from first to last: every attribute with one value is a field of bits in one of five words, a viewer fits where all
 * his bits are set; lists of values are walked against the viewer's bytes. No order, no index.
 */
export function linearEngine(campaigns: readonly Campaign[]): Engine {
  const table = new ScoreTable(campaigns);
  const masks = new MaskWords(campaigns);
  const lists = new ListQuestions(campaigns, (attr) => !maskFields.has(attr));
  const paused = Uint8Array.from(campaigns, (campaign) => (campaign.paused ? 1 : 0));
  const viewer = new Int32Array(maskWordCount);
  const [v0, v1, v2, v3, v4] = [0, 1, 2, 3, 4];
  const { words } = masks;
  const begin = (facts: Facts): void => {
    masks.viewer(facts, viewer);
    lists.begin(facts);
  };
  return {
    name: 'typed arrays, linear',
    bytesEach: (words.byteLength + lists.bytes() + table.bytes() + paused.byteLength) / campaigns.length,
    auction({ facts, person }, winners) {
      begin(facts);
      table.begin(person);
      const [a, b, c, d, e] = [
        viewer[v0] as number,
        viewer[v1] as number,
        viewer[v2] as number,
        viewer[v3] as number,
        viewer[v4] as number,
      ];
      for (let number = 0, at = 0; number < paused.length; number += 1, at += maskWordCount) {
        if (((words[at] as number) & a) !== a || ((words[at + 1] as number) & b) !== b) continue;
        if (((words[at + 2] as number) & c) !== c || ((words[at + 3] as number) & d) !== d) continue;
        if (((words[at + 4] as number) & e) !== e || paused[number] !== 0 || !lists.hold(number)) continue;
        table.offer(number, winners);
      }
      lists.end();
    },
  };
}
