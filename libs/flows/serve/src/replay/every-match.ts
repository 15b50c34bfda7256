import { evaluate, type Facts } from '@flywheel/targeting';
import type { CandidateEntry, Candidates } from '../core/candidates.ts';

/** Every ad whose expression is true, evaluated one by one and all in one block: no index, no early end. */
export function everyMatch(entries: Iterable<CandidateEntry>, facts: Facts): Candidates {
  const matching = [...entries].filter((each) => evaluate(each.targeting, facts) === 'true');
  const found = Int32Array.from(matching, (each) => each.entry);
  const scan = {
    found,
    bound: Infinity,
    block: -1,
    nextStep(): number {
      scan.bound = -1;
      if (scan.block === 0) return -1;
      scan.block = 0;
      return found.length;
    },
  };
  return scan;
}
