import type { Id, Instant } from '@flywheel/primitives';

/** One impression that counts against caps: of whom, and of which ad, ad set, campaign or advertiser. */
export type CappedImpression = {
  imp: Id<'imp'>;
  campaign: Id<'cmp'>;
  viewer: string;
  subjects: readonly string[];
  at: Instant;
  expiresAt: Instant;
};

const longestWindowMs = 30 * 86_400_000;
const noInstants: readonly Instant[] = [];

/**
 * How often a viewer was shown something, in memory: every win counts from its decision (reserved), stays once its impression
 * counted (confirmed) and is taken back when its token expires unseen. Kept 30 days, the longest window a cap may have.
 */
export class CapCounters {
  private readonly shown = new Map<string, Map<string, Instant[]>>();
  private readonly open = new Map<string, CappedImpression>();

  /** The instants at which the viewer was, or is about to be, shown the subject, in rising order. */
  instantsOf(viewer: string, subject: string): readonly Instant[] {
    return this.shown.get(viewer)?.get(subject) ?? noInstants;
  }

  reserve(impression: CappedImpression): void {
    this.open.set(impression.imp, impression);
    this.record(impression.viewer, impression.subjects, impression.at);
  }

  /** Puts back what was shown before this process began. */
  record(viewer: string, subjects: readonly string[], at: Instant): void {
    const own = this.shown.get(viewer) ?? new Map<string, Instant[]>();
    this.shown.set(viewer, own);
    for (const subject of subjects) {
      const instants = own.get(subject) ?? [];
      insertInOrder(instants, at);
      while ((instants[0] ?? at) <= at - longestWindowMs) instants.shift();
      own.set(subject, instants);
    }
  }

  /** The impression counted: it stays. */
  confirm(imp: Id<'imp'>): void {
    this.open.delete(imp);
  }

  /** Wins that are neither confirmed nor expired, the oldest first. */
  waiting(limit: number): CappedImpression[] {
    const list: CappedImpression[] = [];
    for (const impression of this.open.values()) {
      if (list.length === limit) break;
      list.push(impression);
    }
    return list;
  }

  /** Takes back the wins whose token expired unseen. Call it after the last confirmations were read. */
  expire(now: Instant): void {
    for (const impression of this.open.values()) {
      if (impression.expiresAt > now) continue;
      this.open.delete(impression.imp);
      for (const subject of impression.subjects) removeOne(this.shown.get(impression.viewer)?.get(subject), impression.at);
    }
  }
}

function insertInOrder(instants: Instant[], at: Instant): void {
  let place = instants.length;
  while (place > 0 && (instants[place - 1] ?? at) > at) place -= 1;
  instants.splice(place, 0, at);
}

function removeOne(instants: Instant[] | undefined, at: Instant): void {
  const place = instants?.lastIndexOf(at) ?? -1;
  if (place >= 0) instants?.splice(place, 1);
}
