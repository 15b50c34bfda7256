import { nobody, uuidBytes, type LogBatch, type LoggedEvent } from '@flywheel/database/event-log';
import { assert } from '@flywheel/primitives';
import type { Draft } from './draft.ts';
import type { References } from './known-references.ts';

const nobodyKey = uuidBytes(nobody);
const prefix = 'imp_'.length;

/** The pseudonym an event is stored under: nobody's where it names no viewer. */
export function viewerKey(viewer: string | undefined, { viewers }: References): Uint8Array {
  return (viewer === undefined ? undefined : viewers.get(viewer)?.key) ?? nobodyKey;
}

/**
 * The stored form of a draft that nothing refuses: pseudonym and row ids in place of the platform's ids. `skewMs`: our clock less the
 * sender's.
 */
export function toLogged(draft: Draft, known: References, batch: LogBatch, skewMs: number): LoggedEvent {
  const { event, at } = draft;
  const { contents, creators } = known;
  assert(event && !draft.verdict, 'only an event that nothing refuses is stored');
  const content = event.content === undefined ? undefined : contents.get(event.content);
  return {
    batch,
    viewer: viewerKey(event.viewer, known),
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
