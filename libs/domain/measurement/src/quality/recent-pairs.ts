/** Two numbers (NaN: not known) of each of the last touched `most` keys: a few, found by looking at all of them. */
export class RecentPairs {
  readonly first: Float64Array;
  readonly second: Float64Array;
  private readonly keys: Int32Array;
  private readonly touched: Float64Array;
  private used = 0;
  private touches = 0;

  constructor(most: number) {
    this.first = new Float64Array(most);
    this.second = new Float64Array(most);
    this.keys = new Int32Array(most);
    this.touched = new Float64Array(most);
  }

  get size(): number {
    return this.used;
  }

  /** The place of a key; −1 where it is not held. It does not count as touched. */
  find(key: number): number {
    const { keys, used } = this;
    for (let place = 0; place < used; place += 1) if (keys[place] === key) return place;
    return -1;
  }

  /** The place of a key, made anew (in the place of the one touched longest ago) where it is not held; it counts as touched. */
  touch(key: number): number {
    const known = this.find(key);
    const place = known < 0 ? this.begin(key) : known;
    this.touched[place] = this.touches += 1;
    return place;
  }

  clear(): void {
    this.keys.fill(0);
    this.first.fill(0);
    this.second.fill(0);
    this.touched.fill(0);
    this.used = 0;
    this.touches = 0;
  }

  private begin(key: number): number {
    const place = this.used < this.keys.length ? this.used : this.longestUntouched();
    if (place === this.used) this.used += 1;
    this.keys[place] = key;
    this.first[place] = Number.NaN;
    this.second[place] = Number.NaN;
    return place;
  }

  private longestUntouched(): number {
    const { touched } = this;
    let oldest = 0;
    for (let place = 1; place < touched.length; place += 1) if ((touched[place] ?? 0) < (touched[oldest] ?? 0)) oldest = place;
    return oldest;
  }
}
