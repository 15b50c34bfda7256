import { assert, type Random } from '@flywheel/primitives';

/** Whole number from `least` to `most`, both included. */
export function drawWhole(random: Random, least: number, most: number): number {
  return least + Math.floor(random.next() * (most - least + 1));
}

/** One element, all equally likely. Refuses an empty list. */
export function drawOne<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random.next() * list.length)];
  assert(chosen !== undefined, 'there is something to draw from');
  return chosen;
}

/** Weighted choice in O(log n): cumulative weights once, a binary search a draw. */
export class WeightedDraw<T> {
  private readonly items: readonly T[];
  private readonly upTo: Float64Array;
  private readonly total: number;

  constructor(items: readonly T[], weightOf: (item: T, index: number) => number) {
    assert(items.length > 0, 'there is something to draw from');
    this.items = items;
    this.upTo = new Float64Array(items.length);
    let sum = 0;
    items.forEach((item, index) => {
      sum += weightOf(item, index);
      this.upTo[index] = sum;
    });
    this.total = sum;
  }

  draw(random: Random): T {
    const target = random.next() * this.total;
    let low = 0;
    let high = this.items.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.upTo[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    const chosen = this.items[low];
    assert(chosen !== undefined, 'a weighted draw stays inside its list');
    return chosen;
  }
}

/** Approximately normal with mean 0 and standard deviation 1 (Irwin–Hall, 12 uniforms). */
export function drawNormal(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i += 1) sum += random.next();
  return sum;
}
