/** What a `RecentMap` holds; the one that is forgotten is cleared and given to the next key. */
export type Clearable = { clear(): void };

type Entry<Value> = { key: number; readonly value: Value; older: Entry<Value> | undefined; newer: Entry<Value> | undefined };

/** A map that holds `most` entries at most and forgets the one that was touched longest ago. */
export class RecentMap<Value extends Clearable> {
  private readonly entries = new Map<number, Entry<Value>>();
  private readonly most: number;
  private readonly make: () => Value;
  private oldest: Entry<Value> | undefined;
  private newest: Entry<Value> | undefined;

  constructor(most: number, make: () => Value) {
    this.most = most;
    this.make = make;
  }

  get size(): number {
    return this.entries.size;
  }

  /** The value of a key, an empty one where there is none; it counts as touched. */
  touch(key: number): Value {
    const known = this.entries.get(key);
    if (known === this.newest && known) return known.value;
    if (known) this.unlink(known);
    const entry = known ?? this.add(key);
    entry.older = this.newest;
    if (this.newest) this.newest.newer = entry;
    else this.oldest = entry;
    this.newest = entry;
    return entry.value;
  }

  /** Whether a key is held; it does not count as touched. */
  has(key: number): boolean {
    return this.entries.has(key);
  }

  /** Nothing of this key stays. */
  forget(key: number): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.unlink(entry);
    this.entries.delete(key);
    entry.value.clear();
  }

  private add(key: number): Entry<Value> {
    const last = this.entries.size >= this.most ? this.oldest : undefined;
    if (last) {
      this.forget(last.key);
      last.key = key;
    }
    const entry = last ?? { key, value: this.make(), older: undefined, newer: undefined };
    this.entries.set(key, entry);
    return entry;
  }

  private unlink(entry: Entry<Value>): void {
    if (entry.older) entry.older.newer = entry.newer;
    else this.oldest = entry.newer;
    if (entry.newer) entry.newer.older = entry.older;
    else this.newest = entry.older;
    entry.older = undefined;
    entry.newer = undefined;
  }
}
