import type { EventResult } from '@flywheel/http/events';
import type { Draft } from './draft.ts';
import { readableId } from './kept-payload.ts';

/** What became of a batch; results in the order of the drafts. */
export type AppendedEvents = { stored: number; duplicate: number; quarantined: number; results: EventResult[] };

/** The outcome of each draft and their sums. */
export function tellOutcomes(drafts: readonly Draft[]): AppendedEvents {
  const told: AppendedEvents = { stored: 0, duplicate: 0, quarantined: 0, results: [] };
  for (const { raw, event, verdict, copy } of drafts) {
    const outcome = copy ? 'duplicate' : verdict ? 'quarantined' : 'stored';
    told[outcome] += 1;
    if (verdict) {
      const { reason, field } = verdict;
      told.results.push({ id: event?.id ?? readableId(raw), outcome, reason, ...(field ? { field } : {}) });
    } else told.results.push({ id: event?.id ?? null, outcome });
  }
  return told;
}
