import { findContents, findCreators, findViewers, type KnownContent, type KnownViewer } from '@flywheel/database/people';
import type { Tx } from '@flywheel/runtime';
import type { Draft } from './draft.ts';
import type { Refusal } from './quarantine-reason.ts';

/** Everything the drafts of one batch refer to, by platform id. */
export type References = {
  readonly viewers: ReadonlyMap<string, KnownViewer>;
  readonly contents: ReadonlyMap<string, KnownContent>;
  readonly creators: ReadonlyMap<string, string>;
};

/** Looks up what the drafts refer to: three queries, whatever their number. */
export async function findReferences(tx: Tx, drafts: readonly Draft[]): Promise<References> {
  const named = (pick: (draft: Draft) => string | undefined): string[] => [...new Set(drafts.flatMap((draft) => pick(draft) ?? []))];
  return {
    viewers: await findViewers(
      tx,
      named((draft) => draft.viewer),
    ),
    contents: await findContents(
      tx,
      named((draft) => draft.event?.content),
    ),
    creators: await findCreators(
      tx,
      named((draft) => draft.event?.creator),
    ),
  };
}

/** Consent first, whatever else is wrong: without any purpose nothing of the person is kept. Then what the event refers to. */
export function refusalByReference(draft: Draft, { viewers, contents, creators }: References): Refusal | undefined {
  const viewer = draft.viewer === undefined ? undefined : viewers.get(draft.viewer);
  if (viewer && viewer.purposes.length === 0) return { reason: 'no-consent', field: 'viewer' };
  if (draft.refusal || !draft.event) return draft.refusal;
  const { content, creator } = draft.event;
  if (draft.viewer !== undefined && !viewer) return { reason: 'unknown-viewer', field: 'viewer' };
  if (content !== undefined && !contents.has(content)) return { reason: 'unknown-content', field: 'content' };
  if (creator !== undefined && !creators.has(creator)) return { reason: 'unknown-creator', field: 'creator' };
  return undefined;
}
