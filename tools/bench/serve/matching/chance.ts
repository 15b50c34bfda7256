import type { Random } from '@flywheel/primitives';

/** A whole number from 0 to before `count`. */
export function whole(count: number, random: Random): number {
  return Math.floor(random.next() * count);
}

/** A draw from the normal distribution (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Draws ranks 0 to before `count`, the n-th with weight (n + 1) to the power of −`exponent` (Zipf). */
export function zipf(count: number, exponent = 1): (random: Random) => number {
  const sums = new Float64Array(count);
  for (let rank = 0, sum = 0; rank < count; rank += 1) sums[rank] = sum += (rank + 1) ** -exponent;
  return (random) => {
    const wanted = random.next() * (sums[count - 1] as number);
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
