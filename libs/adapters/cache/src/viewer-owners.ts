import type { Instant } from '@flywheel/primitives';
import type { CapViewer } from './cap-viewer.ts';

/** A process that decides, and where it answers. */
export type Decider = { readonly decider: string; readonly address: string };

/** How long what was read of the others may be believed: after that they believe that this process is gone. */
export const believedMs = 2000;

/**
 * Which of the live deciders counts a viewer's impressions: the one whose hash together with the viewer's is the highest (rendezvous
 * hashing), so that a decider who comes or goes moves only his own share. A viewer who has just moved here is known only after what
 * was shown to him elsewhere has been read: until then whatever caps him fails closed.
 */
export class ViewerOwners {
  private readonly me: string;
  private live: readonly Decider[] = [];
  /** Who owned whom before the last change whose past has not been read yet. */
  private before: readonly Decider[] | undefined;
  private changedAt: Instant = 0;
  private readAt: Instant = 0;

  /** `me`: this process's own name among the deciders. */
  constructor(me: string) {
    this.me = me;
  }

  /** Whether nobody else decides: every viewer is this process's own. */
  get alone(): boolean {
    return this.live.length <= 1 && this.before === undefined;
  }

  /** Takes the deciders that are alive as just read; says whether somebody came or went. */
  update(live: readonly Decider[], now: Instant): boolean {
    const sorted = [...live].sort((a, b) => (a.decider < b.decider ? -1 : 1));
    const first = this.readAt === 0;
    this.readAt = now;
    if (!first && names(sorted) === names(this.live)) return false;
    this.before ??= first ? sorted.filter(({ decider }) => decider !== this.me) : this.live;
    if (this.before.length === 0) this.before = undefined;
    this.live = sorted;
    this.changedAt = now;
    return true;
  }

  /** The other process that owns the viewer; undefined where it is this one. */
  elsewhere(viewer: CapViewer): Decider | undefined {
    if (this.live.length <= 1) return undefined;
    const owner = ownerOf(viewer, this.live);
    return owner?.decider === this.me ? undefined : owner;
  }

  /** Whether this process may count for the viewer right now. */
  knows(viewer: CapViewer, now: Instant): boolean {
    if (this.alone) return true;
    return now - this.readAt <= believedMs && this.elsewhere(viewer) === undefined && !this.hasJustCome(viewer);
  }

  /** Whether the viewer is this process's own now and was another's before. */
  hasJustCome(viewer: CapViewer): boolean {
    return this.before !== undefined && this.elsewhere(viewer) === undefined && ownerOf(viewer, this.before)?.decider !== this.me;
  }

  /** Whether the past of those who came may be read: whoever owned them has stopped by now. */
  mayRead(now: Instant): boolean {
    return this.before !== undefined && now - this.changedAt > believedMs;
  }

  /** What was shown to those who came has been read. */
  settled(): void {
    this.before = undefined;
  }
}

function ownerOf({ a, b }: CapViewer, deciders: readonly Decider[]): Decider | undefined {
  let best: Decider | undefined;
  let highest = -1;
  for (const decider of deciders) {
    let h = Math.imul(a ^ textHash(decider.decider), 0x85ebca6b) ^ b;
    h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
    const score = (h ^ (h >>> 13)) >>> 0;
    if (score > highest) [best, highest] = [decider, score];
  }
  return best;
}

function textHash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}

function names(deciders: readonly Decider[]): string {
  return deciders.map(({ decider }) => decider).join(' ');
}
