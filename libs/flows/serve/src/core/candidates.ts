import { evaluate, type Facts, type Targeting } from '@flywheel/targeting';

/**
 * Ads whose targeting matches, the highest keys first, step by step. `nextStep` says how many now stand in `found`, −1 at the end; `bound`
 * is the largest key of anything not yet returned. The index's own scan is one; `evaluatedCandidates` is its oracle.
 */
export type Candidates = { nextStep(): number; readonly found: Int32Array; readonly bound: number; readonly block: number };

/** A targeted ad; `key` bounds its score at the request shift that the index was built with. */
export type CandidateEntry = { entry: number; targeting: Targeting; key: number };

const stepEntries = 256;

/** Every expression evaluated, in the order of the keys: what any index must answer, and what a replay reads. `entries`: highest first. */
export function evaluatedCandidates(entries: readonly CandidateEntry[], facts: Facts, step: number = stepEntries): Candidates {
  const found = new Int32Array(step);
  let at = 0;
  const scan = {
    found,
    bound: entries[0]?.key ?? -1,
    block: -1,
    nextStep(): number {
      if (at >= entries.length) return -1;
      let count = 0;
      const end = Math.min(entries.length, at + step);
      for (; at < end; at += 1) {
        const each = entries[at] as CandidateEntry;
        if (evaluate(each.targeting, facts) === 'true') found[count++] = each.entry;
      }
      scan.block += 1;
      scan.bound = entries[at]?.key ?? -1;
      return count;
    },
  };
  return scan;
}
