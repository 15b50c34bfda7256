import type { Id, Instant } from '@flywheel/primitives';
import type { CapViewer } from './cap-viewer.ts';

/** A win that counts against caps and is not seen yet. `subjects`: the numbers it was counted under. */
export type OpenWin = {
  readonly imp: Id<'imp'>;
  readonly campaign: Id<'cmp'>;
  readonly viewer: CapViewer;
  subjects: readonly number[];
  readonly at: Instant;
  readonly expiresAt: Instant;
};

const bucketMs = 1000;

/** Wins by the second in which their token ends: what is due is found without looking at the rest, and nothing is looked up by id. */
export class OpenWins {
  private readonly due = new Map<number, OpenWin[]>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(win: OpenWin): void {
    const bucket = Math.ceil(win.expiresAt / bucketMs);
    const wins = this.due.get(bucket);
    if (wins) wins.push(win);
    else this.due.set(bucket, [win]);
    this.count += 1;
  }

  remove(win: OpenWin): void {
    const wins = this.due.get(Math.ceil(win.expiresAt / bucketMs));
    // Taken back right after it was counted, if at all: it is the last of its second.
    const place = wins?.lastIndexOf(win) ?? -1;
    if (place < 0) return;
    wins?.splice(place, 1);
    this.count -= 1;
  }

  /** Takes out about `limit` wins whose time is over by `now`, whole seconds at a time. */
  takeDue(now: Instant, limit: number): OpenWin[] {
    const list: OpenWin[] = [];
    for (const [bucket, wins] of this.due) {
      if (list.length >= limit) break;
      if (bucket * bucketMs > now) continue;
      this.due.delete(bucket);
      this.count -= wins.length;
      for (const win of wins) list.push(win);
    }
    return list;
  }

  removeWhere(gone: (win: OpenWin) => boolean): void {
    for (const [bucket, wins] of this.due) {
      const left = wins.filter((win) => !gone(win));
      this.count -= wins.length - left.length;
      this.due.set(bucket, left);
    }
  }

  *all(): Generator<OpenWin> {
    for (const wins of this.due.values()) yield* wins;
  }
}
