/**
 * The places of keys (0 or more) by falling key, in linear time: a radix sort over the upper half of each float64, whose bits
 * stand in the order of the numbers. Keys that differ by less than a millionth of themselves may stand either way.
 */
export function orderByKey(keys: Float64Array): Int32Array {
  const count = keys.length;
  const words = new Int32Array(keys.buffer, keys.byteOffset, count * 2);
  const upper = littleEndian() ? 1 : 0;
  let order = Int32Array.from({ length: count }, (_, at) => at);
  let next = new Int32Array(count);
  for (const shift of [0, 16]) {
    const starts = new Int32Array(65_537);
    for (let at = 0; at < count; at += 1) {
      const digit = 65_535 - (((words[at * 2 + upper] as number) >>> shift) & 65_535);
      starts[digit + 1] = (starts[digit + 1] as number) + 1;
    }
    for (let digit = 1; digit < 65_537; digit += 1) starts[digit] = (starts[digit] as number) + (starts[digit - 1] as number);
    for (let at = 0; at < count; at += 1) {
      const each = order[at] as number;
      const digit = 65_535 - (((words[each * 2 + upper] as number) >>> shift) & 65_535);
      next[starts[digit] as number] = each;
      starts[digit] = (starts[digit] as number) + 1;
    }
    [order, next] = [next, order];
  }
  return order;
}

function littleEndian(): boolean {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
}
