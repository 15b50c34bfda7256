/** Blocks of 2, 4, 8 … instants inside one growing array, with a free list for each size; what is freed is used again. */
export class TimePool {
  private times = new Uint32Array(64);
  private end = 0;
  private readonly freed: number[][] = [];

  get bytes(): number {
    return this.times.byteLength;
  }

  read(block: number, n: number): number {
    return this.times[block + n] ?? 0;
  }

  write(block: number, n: number, time: number): void {
    this.times[block + n] = time;
  }

  /** A new block that holds these two instants. */
  pair(first: number, second: number): number {
    const block = this.take(1);
    this.times[block] = first;
    this.times[block + 1] = second;
    return block;
  }

  /** Writes one more instant behind `size` others; returns the block they stand in now. */
  append(block: number, size: number, time: number): number {
    const held = classOf(size) === classOf(size + 1) ? block : this.move(block, size);
    this.times[held + size] = time;
    return held;
  }

  /** Forgets the first instant and writes a new one at the end. */
  shift(block: number, size: number, time: number): void {
    this.times.copyWithin(block, block + 1, block + size);
    this.times[block + size - 1] = time;
  }

  free(block: number, size: number): void {
    (this.freed[classOf(size)] ??= []).push(block);
  }

  private move(block: number, size: number): number {
    const larger = this.take(classOf(size + 1));
    this.times.copyWithin(larger, block, block + size);
    this.free(block, size);
    return larger;
  }

  private take(sizeClass: number): number {
    const again = this.freed[sizeClass]?.pop();
    if (again !== undefined) return again;
    const block = this.end;
    this.end += 1 << sizeClass;
    if (this.end > this.times.length) {
      const larger = new Uint32Array(Math.max(this.times.length * 2, this.end));
      larger.set(this.times);
      this.times = larger;
    }
    return block;
  }
}

/** The power of two that holds so many instants; two at least. */
function classOf(size: number): number {
  return size <= 2 ? 1 : 32 - Math.clz32(size - 1);
}
