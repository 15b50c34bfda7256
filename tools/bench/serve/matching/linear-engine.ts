import type { Engine } from './engine.ts';
import { ListQuestions } from './list-questions.ts';
import { maskFields, MaskWords, maskWordCount } from './mask-words.ts';
import { ScoreTable } from './score-table.ts';
import type { Winners } from './winners.ts';
import type { Campaign, Visit } from './workload.ts';

/**
 * Typed arrays from first to last: every attribute with one value is a field of bits in one of five words, a viewer fits where all
 * his bits are set; lists of values are walked against the viewer's bytes. No order, no index. `put` the campaigns in order first.
 */
export class LinearEngine implements Engine {
  readonly name = 'typed arrays, linear';
  private readonly table: ScoreTable;
  private readonly masks: MaskWords;
  private readonly lists: ListQuestions;
  private readonly paused: Uint8Array;
  private readonly viewer = new Int32Array(maskWordCount);

  constructor(count: number) {
    this.table = new ScoreTable(count);
    this.masks = new MaskWords(count);
    this.lists = new ListQuestions(count);
    this.paused = new Uint8Array(count);
  }

  put(campaign: Campaign): void {
    this.table.put(campaign);
    this.masks.put(campaign);
    this.lists.put(campaign, (attr) => !maskFields.has(attr));
    this.paused[campaign.number] = campaign.paused ? 1 : 0;
  }

  get bytesEach(): number {
    const bytes = this.masks.words.byteLength + this.lists.bytes() + this.table.bytes() + this.paused.byteLength;
    return bytes / this.paused.length;
  }

  auction({ facts, person }: Visit, winners: Winners): void {
    const { table, lists, paused, viewer } = this;
    const { words } = this.masks;
    this.masks.viewer(facts, viewer);
    lists.begin(facts);
    table.begin(person);
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = viewer;
    for (let number = 0, at = 0; number < paused.length; number += 1, at += maskWordCount) {
      if (((words[at] as number) & a) !== a || ((words[at + 1] as number) & b) !== b) continue;
      if (((words[at + 2] as number) & c) !== c || ((words[at + 3] as number) & d) !== d) continue;
      if (((words[at + 4] as number) & e) !== e || paused[number] !== 0 || !lists.hold(number)) continue;
      table.offer(number, winners);
    }
    lists.end();
  }
}
