import type { Targeting } from '../expression.ts';

/** An entry that left its place: a raised bid still answers from its slot, a new or changed targeting is evaluated. */
export type Displaced = { readonly entry: number; readonly key: number; paused: boolean } & (
  { readonly slot: number; readonly targeting?: undefined } | { readonly slot: -1; readonly targeting: Targeting }
);

/** The few entries that changed since the index was built, by falling key: merged into every scan where their key is due. */
export class Overlay {
  readonly items: Displaced[] = [];
  private readonly byEntry = new Map<number, Displaced>();

  get(entry: number): Displaced | undefined {
    return this.byEntry.size === 0 ? undefined : this.byEntry.get(entry);
  }

  /** Adds an entry, instead of what it was before. */
  put(item: Displaced): void {
    this.delete(item.entry);
    this.byEntry.set(item.entry, item);
    this.items.splice(this.firstNotAbove(item.key), 0, item);
  }

  delete(entry: number): void {
    const item = this.get(entry);
    if (!item) return;
    this.byEntry.delete(entry);
    let at = this.firstNotAbove(item.key);
    while (this.items[at] !== item) at += 1;
    this.items.splice(at, 1);
  }

  private firstNotAbove(key: number): number {
    let [low, high] = [0, this.items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.items[middle]?.key ?? 0) > key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
