import { nobody, type LoggedEvent } from '@flywheel/analytics';
import { assert, toRowId, type Id } from '@flywheel/primitives';
import type { Draft } from './draft.ts';
import type { References } from './known-references.ts';

/** The stored form of a draft that nothing refuses: pseudonym and row ids in place of the platform's ids. */
export function toLogged(draft: Draft, { viewers, contents, creators }: References): LoggedEvent {
  const { event, at } = draft;
  assert(event && !draft.refusal, 'only an event that nothing refuses is stored');
  const content = event.content === undefined ? undefined : contents.get(event.content);
  return {
    viewer: (event.viewer === undefined ? undefined : viewers.get(event.viewer)?.key) ?? nobody,
    id: event.id,
    at,
    kind: event.kind,
    content: content?.id ?? null,
    creator: content?.creator ?? (event.creator === undefined ? null : (creators.get(event.creator) ?? null)),
    query: event.query ?? null,
    dwellMs: event.dwellMs ?? null,
    durationMs: event.durationMs ?? null,
    impression: event.impression === undefined ? null : toRowId(event.impression as Id<'imp'>),
    device: event.context?.device ?? null,
    country: event.context?.country ?? null,
    language: event.context?.language ?? null,
    detail: event.detail ? JSON.stringify(event.detail) : null,
  };
}
