import { judgeQuality, type QualityState } from '@flywheel/measurement/quality';
import type { Draft } from './draft.ts';
import { mayBeRemembered, type References } from './known-references.ts';
import type { Refusal } from './quarantine-reason.ts';

/**
 * Why no person can have done what a draft says, where nothing else refuses it; it is remembered in `state`, of people who agreed alone.
 * To be called while erasures wait for the transaction that looked the references up, or one would come after its person was erased.
 */
export function doubtOf(draft: Draft, known: References, by: { state: QualityState; source: string }): Refusal | undefined {
  const { event, at, refusal, viewer } = draft;
  if (!mayBeRemembered(draft, known)) {
    // Erased, or without consent since, by another process.
    if (viewer !== undefined) by.state.forget(viewer);
    return undefined;
  }
  if (!event || refusal) return undefined;
  const reason = judgeQuality({ event, at, source: by.source }, by.state);
  return reason && { reason };
}
