import { assert } from '@flywheel/primitives';

/** Places within a line. `free` is what new wins may take; the charges are the least and the most that an ad asked for. */
export const place = { free: 0, usableUntil: 1, usedAt: 2, leastCharge: 3, mostCharge: 4 } as const;

const width = 8;

/** What an ask reads of each lease, eight plain numbers side by side: one line of the processor's cache. Lines are used again. */
export class LeaseLines {
  values = new Float64Array(width * 1024);
  private readonly unused: number[] = [];
  private end = 0;

  /** The offset of a line of its own, all zeros. */
  take(): number {
    const offset = this.unused.pop() ?? this.grow();
    this.values.fill(0, offset, offset + width);
    return offset;
  }

  giveBack(offset: number): void {
    assert(offset % width === 0 && offset < this.end, 'a line is given back by its own offset');
    this.unused.push(offset);
  }

  private grow(): number {
    if (this.end === this.values.length) {
      const wider = new Float64Array(this.values.length * 2);
      wider.set(this.values);
      this.values = wider;
    }
    this.end += width;
    return this.end - width;
  }
}
