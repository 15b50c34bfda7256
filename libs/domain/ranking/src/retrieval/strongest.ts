/**
 * The `take` places with the greatest score above `floor`, best first; equal scores by the smaller number. A heap of `take`: linear in the
 * scores where few are good.
 */
export function strongest(
  scores: Float64Array,
  take: number,
  options: { floor?: number; among?: Int32Array; amount?: number } = {},
): Int32Array {
  const { floor = -Infinity, among } = options;
  const amount = options.amount ?? among?.length ?? scores.length;
  const heap = new Int32Array(Math.min(take, amount));
  let size = 0;
  let weakest = floor;
  for (let n = 0; n < amount; n += 1) {
    const place = among ? (among[n] as number) : n;
    const score = scores[place] as number;
    // Once the heap is full nearly everything ends here; what equals the weakest may still have the smaller number.
    if (!(score > floor && score >= weakest)) continue;
    if (size < heap.length) {
      heap[size] = place;
      size += 1;
      if (size < heap.length) continue;
      for (let root = (size >> 1) - 1; root >= 0; root -= 1) sink(heap, size, root, scores);
      weakest = scores[heap[0] as number] as number;
    } else if (size > 0 && isWeaker(scores, heap[0] as number, place)) {
      heap[0] = place;
      sink(heap, size, 0, scores);
      weakest = scores[heap[0] as number] as number;
    }
  }
  return heap.subarray(0, size).sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
}

/** Whether `a` ranks below `b`. */
const isWeaker = (scores: Float64Array, a: number, b: number): boolean => {
  const [left, right] = [scores[a] as number, scores[b] as number];
  return left < right || (left === right && a > b);
};

/** Restores the heap whose root is its weakest member. */
function sink(heap: Int32Array, size: number, from: number, scores: Float64Array): void {
  let root = from;
  const moved = heap[root] as number;
  for (let child = 2 * root + 1; child < size; child = 2 * root + 1) {
    if (child + 1 < size && isWeaker(scores, heap[child + 1] as number, heap[child] as number)) child += 1;
    if (!isWeaker(scores, heap[child] as number, moved)) break;
    heap[root] = heap[child] as number;
    root = child;
  }
  heap[root] = moved;
}
