import { decisionOf } from '@flywheel/primitives/impressions';
import type { Id, Instant } from '@flywheel/primitives';
import type { CapViewer } from './cap-viewer.ts';

const dayMs = 86_400_000;

type Shown = { readonly visit: string; readonly at: Instant };
type Hidden = { readonly subjects: Set<string>; readonly until: Instant };

/**
 * What visits without consent hid, in memory alone: which visit a decision was for, for a day at most and for the newest `most`, so that
 * a hide of one of its impressions is known for that visit; and what each visit hid, until a day after. Nothing of it is written anywhere.
 */
export class VisitHides {
  private readonly shown = new Map<Id<'dec'>, Shown>();
  private readonly hidden = new Map<string, Hidden>();
  private readonly most: number;

  constructor({ most = 200_000 }: { most?: number } = {}) {
    this.most = most;
  }

  /** An ad was given to this visit. */
  show(decision: Id<'dec'>, viewer: CapViewer, now: Instant): void {
    this.shown.set(decision, { visit: nameOf(viewer), at: now });
    if (this.shown.size > this.most) dropFirst(this.shown);
  }

  /** Somebody hid an ad, or its advertiser, of this impression. Whose it was is known only where it was decided, and for a day. */
  hide(imp: Id<'imp'>, subject: string, at: Instant): void {
    const shown = this.shown.get(decisionOf(imp));
    if (!shown || at - shown.at > dayMs) return;
    const before = this.hidden.get(shown.visit);
    this.hidden.delete(shown.visit);
    this.hidden.set(shown.visit, { subjects: (before?.subjects ?? new Set()).add(subject), until: at + dayMs });
    if (this.hidden.size > this.most) dropFirst(this.hidden);
  }

  /** What this visit hid, by wire id; undefined where it hid nothing that is known. */
  of(viewer: CapViewer, now: Instant): ReadonlySet<string> | undefined {
    if (this.hidden.size === 0) return undefined;
    const hidden = this.hidden.get(nameOf(viewer));
    return hidden && hidden.until > now ? hidden.subjects : undefined;
  }

  /** Forgets whatever is older than a day; call it now and then. */
  forget(now: Instant): void {
    for (const [decision, { at }] of this.shown) {
      if (at > now - dayMs) break;
      this.shown.delete(decision);
    }
    for (const [visit, { until }] of this.hidden) if (until <= now) this.hidden.delete(visit);
  }

  /** How many decisions and visits are remembered. */
  get size(): { shown: number; hidden: number } {
    return { shown: this.shown.size, hidden: this.hidden.size };
  }
}

function nameOf({ a, b }: CapViewer): string {
  return `${a}/${b}`;
}

function dropFirst(map: Map<string, unknown>): void {
  for (const first of map.keys()) {
    map.delete(first);
    return;
  }
}
