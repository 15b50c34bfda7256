/** A list of 32-bit integers that grows by half when it is full. */
export class GrowingInts {
  private ints: Int32Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 1024) {
    this.ints = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.ints.length) {
      const larger = new Int32Array(Math.ceil(this.ints.length * 1.5) + 16);
      larger.set(this.ints);
      this.ints = larger;
    }
    this.ints[this.length] = value;
    this.length += 1;
  }

  /** What was pushed, as one array that may be longer: read up to `length`. Valid until the next push. */
  view(): Int32Array<ArrayBuffer> {
    return this.ints;
  }

  /** What was pushed, in an array of exactly that length. */
  trimmed(): Int32Array<ArrayBuffer> {
    return this.ints.slice(0, this.length);
  }
}
