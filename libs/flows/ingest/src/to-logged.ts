import { nobody, uuidBytes, type LogBatch, type LoggedEvent } from '@flywheel/database/event-log';
import { assert } from '@flywheel/primitives';
import type { Draft } from './draft.ts';
import type { References } from './known-references.ts';

const nobodyKey = uuidBytes(nobody);
const prefix = 'imp_'.length;

/**
 * The stored form of a draft that nothing refuses: pseudonym and row ids in place of the platform's ids. `skewMs`: our clock less the
 * sender's.
 */
export function toLogged(draft: Draft, { viewers, contents, creators }: References, batch: LogBatch, skewMs: number): LoggedEvent {
  const { event, at } = draft;
  assert(event && !draft.verdict, 'only an event that nothing refuses is stored');
  const content = event.content === undefined ? undefined : contents.get(event.content);
  return {
    batch,
    viewer: (event.viewer === undefined ? undefined : viewers.get(event.viewer)?.key) ?? nobodyKey,
    id: event.id,
    at,
    correctedAt: skewMs === 0 ? null : at + skewMs,
    kind: event.kind,
    content: content?.id ?? null,
    creator: content?.creator ?? (event.creator === undefined ? null : (creators.get(event.creator) ?? null)),
    query: event.query ?? null,
    dwellMs: event.dwellMs ?? null,
    durationMs: event.durationMs ?? null,
    impression: event.impression === undefined ? null : uuidBytes(event.impression.slice(prefix)),
    device: event.context?.device ?? null,
    country: event.context?.country ?? null,
    language: event.context?.language ?? null,
    detail: event.detail ? JSON.stringify(event.detail) : null,
  };
}
