import { replayedRows, type ReplayedRows, type ReplayResponse } from '@flywheel/http/quarantine';
import { z } from 'zod';

/** Rows that one step of a replay tries: a page that waits sees progress after each. */
export const stepRows = 2000;

const count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0);
const rows = z.array(replayedRows).max(500);

/** How far a replay (or its dry run) has come over all its steps. `of`: how many waited when it began; `next`: null when it is through. */
export type ReplayProgress = Omit<ReplayResponse, 'details'> & { readonly of: number; readonly details: readonly ReplayedRows[] };

/** What the form of the next step carries along; nothing for the first. What does not read is taken for the first step. */
export function readProgress(form: FormData): Pick<ReplayProgress, 'tried' | 'stored' | 'duplicate' | 'still' | 'of' | 'details'> {
  const number = (name: string): number => count.safeParse(form.get(name) ?? undefined).data ?? 0;
  return {
    tried: number('tried'),
    stored: number('stored'),
    duplicate: number('duplicate'),
    still: number('still'),
    of: number('of'),
    details: rows.safeParse(parseJson(form.get('details'))).data ?? [],
  };
}

/** The progress after one more step. */
export function addStep(before: ReturnType<typeof readProgress>, step: ReplayResponse): ReplayProgress {
  const details = new Map<string, ReplayedRows>();
  for (const row of [...before.details, ...step.details]) {
    const key = `${row.was} ${row.outcome} ${row.now ?? ''}`;
    details.set(key, { ...row, events: row.events + (details.get(key)?.events ?? 0) });
  }
  return {
    ...step,
    tried: before.tried + step.tried,
    stored: before.stored + step.stored,
    duplicate: before.duplicate + step.duplicate,
    still: before.still + step.still,
    of: Math.max(before.of, before.tried + step.tried),
    details: [...details.values()].sort((a, b) => b.events - a.events),
  };
}

function parseJson(text: FormDataEntryValue | null): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
