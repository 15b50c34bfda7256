import { judgeQuality, type QualityState } from '@flywheel/measurement/quality';
import type { Draft } from './draft.ts';

/** Refuses those drafts of a batch, out of what nothing refuses yet, that no person can have done, and remembers all of them in `state`. */
export function markQuality(drafts: readonly Draft[], state: QualityState, source: string): Draft[] {
  const toJudge = drafts.map(({ event, at, refusal }) => (event && !refusal ? { event, at } : undefined));
  const verdicts = judgeQuality(toJudge, state, source);
  return drafts.map((draft, place) => {
    const reason = verdicts[place];
    return reason ? { ...draft, refusal: { reason } } : draft;
  });
}
