/** Interactions of users and items under arbitrary numbers, and what else tells them apart. */
export type LabelledPairs = {
  readonly users: Int32Array;
  readonly items: Int32Array;
  /** A number per pair that belongs to it whatever it is called, e.g. its time. */
  readonly mark?: Float64Array;
};

/**
 * New numbers for users and items that depend on nothing but who touched what: by falling number of interactions, then by what they are
 * connected to (four rounds of Weisfeiler–Lehman refinement over sums of mixed hashes). Renaming and reordering change no number, except
 * among those that no round tells apart (twins, and groups that mirror each other). `userAt[old]` is the new number of a user.
 */
export function canonicalOrder(pairs: LabelledPairs, size: { users: number; items: number }): { userAt: Int32Array; itemAt: Int32Array } {
  const [usersCount, itemsCount] = [countOf(pairs.users, size.users), countOf(pairs.items, size.items)];
  let users = usersCount.map((count) => mix(count));
  let items = itemsCount.map((count) => mix(count + 0.5));
  const marks = pairs.mark?.map((mark) => mix(mark));
  for (let round = 0; round < 4; round += 1) {
    const newUsers = refine(users, items, { to: pairs.users, from: pairs.items, marks });
    items = refine(items, users, { to: pairs.items, from: pairs.users, marks });
    users = newUsers;
  }
  return { userAt: placesOf(usersCount, users), itemAt: placesOf(itemsCount, items) };
}

function countOf(numbers: Int32Array, size: number): Float64Array<ArrayBuffer> {
  const counts = new Float64Array(size);
  for (const number of numbers) counts[number] = (counts[number] as number) + 1;
  return counts;
}

type Edges = { readonly to: Int32Array; readonly from: Int32Array; readonly marks: Float64Array | undefined };

/** Own hash with the sum of the neighbours'; sums of 32-bit numbers below 2²¹ of them are exact in any order. */
function refine(own: Float64Array<ArrayBuffer>, others: Float64Array, { to, from, marks }: Edges): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(own.length);
  for (let n = 0; n < to.length; n += 1) {
    const other = mix((others[from[n] as number] as number) + (marks ? (marks[n] as number) / 3 : 0));
    sums[to[n] as number] = (sums[to[n] as number] as number) + other;
  }
  return own.map((hash, n) => mix(hash + mix(sums[n] as number)));
}

function placesOf(counts: Float64Array, hashes: Float64Array): Int32Array {
  const order = Int32Array.from(counts.keys()).sort(
    (a, b) => (counts[b] as number) - (counts[a] as number) || (hashes[a] as number) - (hashes[b] as number) || a - b,
  );
  const places = new Int32Array(order.length);
  order.forEach((old, place) => (places[old] = place));
  return places;
}

const room = new Float64Array(1);
const words = new Int32Array(room.buffer);

/** A 32-bit hash of any number, as a number. */
function mix(value: number): number {
  room[0] = value;
  let h = Math.imul((words[0] as number) ^ Math.imul(words[1] as number, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
