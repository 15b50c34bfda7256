import { uuidBytes } from '@flywheel/database/event-log';
import { findContents, findCreators, findViewers, holdReferences } from '@flywheel/database/people';
import type { Tx } from '@flywheel/runtime';
import type { Draft } from './draft.ts';
import type { Refusal } from './quarantine-reason.ts';

/** A viewer by their pseudonym (uuid bytes), and whether they agreed to anything. */
type Viewer = { readonly key: Uint8Array; readonly consents: boolean };
type Content = { readonly id: Uint8Array; readonly creator: Uint8Array | null };

/** What drafts refer to, by platform id. */
export type References = {
  readonly viewers: ReadonlyMap<string, Viewer>;
  readonly contents: ReadonlyMap<string, Content>;
  readonly creators: ReadonlyMap<string, Uint8Array>;
};

/** What is remembered of one kind, as of a version of the database. */
type Memory<T> = { readonly version: bigint; readonly known: Map<string, T> };

const mostKnown = 500_000;

/**
 * Remembers what drafts refer to. Each group reads in its transaction whether anything that is remembered has changed since: an answer is
 * never older than the transaction. Only what is known is remembered; a stranger is asked for again each time. At most 500,000 of a kind.
 */
export class KnownReferences {
  private viewers: Memory<Viewer> = { version: 0n, known: new Map() };
  private contents: Memory<Content> = { version: 0n, known: new Map() };
  private readonly creators = new Map<string, Uint8Array>();

  /** Everything these drafts refer to, with erasures held off until commit. At most four statements, whatever their number. */
  async find(tx: Tx, drafts: readonly Draft[]): Promise<References> {
    const versions = await holdReferences(tx);
    this.viewers = newest(this.viewers, versions.viewers);
    this.contents = newest(this.contents, versions.contents);
    if (this.creators.size > mostKnown) this.creators.clear();
    // A group that began before another saw a change must not lend what it looks up.
    const viewers = this.viewers.version === versions.viewers ? this.viewers.known : new Map<string, Viewer>();
    const contents = this.contents.version === versions.contents ? this.contents.known : new Map<string, Content>();
    const { creators } = this;
    const missing = strangers(drafts, { viewers, contents, creators });
    for (const [id, { key, purposes }] of await findViewers(tx, [...missing.viewers])) {
      viewers.set(id, { key: uuidBytes(key), consents: purposes.length > 0 });
    }
    for (const [id, { id: row, creator }] of await findContents(tx, [...missing.contents])) {
      contents.set(id, { id: uuidBytes(row), creator: creator === null ? null : uuidBytes(creator) });
    }
    for (const [id, row] of await findCreators(tx, [...missing.creators])) creators.set(id, uuidBytes(row));
    return { viewers, contents, creators };
  }
}

function newest<T>(memory: Memory<T>, version: bigint): Memory<T> {
  if (version > memory.version) return { version, known: new Map() };
  return memory.known.size > mostKnown ? { ...memory, known: new Map() } : memory;
}

function strangers(drafts: readonly Draft[], known: References): Record<keyof References, Set<string>> {
  const missing = { viewers: new Set<string>(), contents: new Set<string>(), creators: new Set<string>() };
  for (const { viewer, event } of drafts) {
    if (viewer !== undefined && !known.viewers.has(viewer)) missing.viewers.add(viewer);
    if (event?.content !== undefined && !known.contents.has(event.content)) missing.contents.add(event.content);
    if (event?.creator !== undefined && !known.creators.has(event.creator)) missing.creators.add(event.creator);
  }
  return missing;
}

/** Whether what this event says of a person may be remembered: it names nobody, or somebody who agreed to something. */
export function mayBeRemembered({ viewer }: Draft, { viewers }: References): boolean {
  return viewer === undefined || viewers.get(viewer)?.consents === true;
}

/** Consent first, whatever else is wrong: without any purpose nothing of the person is kept. Then what the event refers to. */
export function refusalByReference(draft: Draft, { viewers, contents, creators }: References): Refusal | undefined {
  const viewer = draft.viewer === undefined ? undefined : viewers.get(draft.viewer);
  if (viewer && !viewer.consents) return noConsent;
  if (draft.refusal || !draft.event) return draft.refusal;
  const { content, creator } = draft.event;
  if (draft.viewer !== undefined && !viewer) return { reason: 'unknown-viewer', field: 'viewer' };
  if (content !== undefined && !contents.has(content)) return { reason: 'unknown-content', field: 'content' };
  if (creator !== undefined && !creators.has(creator)) return { reason: 'unknown-creator', field: 'creator' };
  return undefined;
}

const noConsent: Refusal = { reason: 'no-consent', field: 'viewer' };
