import { noFillReasons, type NoFillReason } from '@flywheel/auction';
import type { Database } from '@flywheel/database';
import { readDecision, readExplainedAds } from '@flywheel/database/decisions';
import type { CampaignDocument } from '@flywheel/http/campaigns';
import type { Id } from '@flywheel/primitives';
import { explainMismatch, parseTargeting } from '@flywheel/targeting';
import { decidedFacts } from './decided-facts.ts';
import type { ServingMemory } from './serving-memory.ts';

/** How one ad fared in one slot of one decision. `path`: the node of its targeting that did not hold. */
export type WhyNotAnswer = {
  placement: string;
  code: NoFillReason;
  words: string;
  path?: string | undefined;
  minToWinMicros?: string | undefined;
};

/** Why an ad did not take a slot: from the record when it matched, otherwise from its campaign's version of that moment. */
export class WhyNot {
  private readonly database: Database;
  private readonly memory: ServingMemory;

  constructor(database: Database, memory: ServingMemory) {
    this.database = database;
    this.memory = memory;
  }

  /** Undefined when the decision or the ad is not known. */
  async run({ decision, ad }: { decision: Id<'dec'>; ad: Id<'ad'> }): Promise<WhyNotAnswer[] | undefined> {
    const stored = await readDecision(this.database.read, decision);
    const [row] = stored ? await readExplainedAds(this.database.read, [ad], stored.decidedAt) : [];
    if (!stored || !row) return undefined;
    const set = (row.document as CampaignDocument | null)?.adSets.find((each) => each.id === row.adSet);
    const parsed = parseTargeting(set?.targeting);
    return stored.results.map(({ placement, visited }) => {
      const outcome = visited.find(([each]) => each === ad);
      if (outcome) return answer(placement, outcome[1] as NoFillReason, { minToWinMicros: outcome[5] ?? undefined });
      // Not saved yet, or not active then: it was in no snapshot.
      if (!set || parsed.outcome === 'refused') return answer(placement, 521, {});
      if (set.placements.length > 0 && !set.placements.includes(placement)) return answer(placement, 540, { path: 'placements' });
      const mismatch = explainMismatch(parsed.targeting, decidedFacts(stored, placement, this.memory.people));
      return mismatch ? answer(placement, mismatch.code, { path: mismatch.path }) : answer(placement, 521, {});
    });
  }
}

function answer(placement: string, code: NoFillReason, more: Pick<WhyNotAnswer, 'path' | 'minToWinMicros'>): WhyNotAnswer {
  return { placement, code, words: noFillReasons[code], ...more };
}
