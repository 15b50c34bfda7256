/** A map that holds `most` entries at most and forgets the one that was touched longest ago. */
export class RecentMap<Value> {
  private readonly entries = new Map<string, Value>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  get size(): number {
    return this.entries.size;
  }

  /** The value of a key, made anew where there is none; it counts as touched. */
  touch(key: string, make: () => Value): Value {
    const known = this.entries.get(key);
    if (known !== undefined) {
      this.entries.delete(key);
      this.entries.set(key, known);
      return known;
    }
    if (this.entries.size >= this.most) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
    const value = make();
    this.entries.set(key, value);
    return value;
  }

  /** The value of a key, untouched. */
  peek(key: string): Value | undefined {
    return this.entries.get(key);
  }
}
