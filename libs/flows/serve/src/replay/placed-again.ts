import type { Drop, Finalist, RecordedRules } from '@flywheel/auction/record';
import type { Refound } from './compare-visited.ts';

/** One placement decided once more, every matching ad looked at. */
export type PlacedAgain = {
  placement: string;
  rules: RecordedRules;
  /** Why slots stayed empty; 0 where none did. */
  code: number;
  /** Every ad that matches, by number. */
  ads: ReadonlyMap<number, Refound>;
  finalists: readonly Finalist[];
  drops: readonly Drop[];
  bar: bigint;
};
