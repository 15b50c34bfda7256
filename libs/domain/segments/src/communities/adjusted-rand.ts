/** Adjusted Rand index (Hubert & Arabie 1985) of two labellings of the same things: 1 same, about 0 by chance, may be negative. */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const cells = new Map<string, number>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  for (let i = 0; i < a.length; i += 1) {
    count(cells, `${a[i]}:${b[i]}`);
    count(rows, a[i] ?? 0);
    count(columns, b[i] ?? 0);
  }
  const together = pairsIn(cells);
  const [inA, inB, all] = [pairsIn(rows), pairsIn(columns), pairs(a.length)];
  const expected = (inA * inB) / Math.max(1, all);
  const most = (inA + inB) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pairs(n: number): number {
  return (n * (n - 1)) / 2;
}

function pairsIn(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((sum, n) => sum + pairs(n), 0);
}
