/**
 * The assignment of rows to distinct columns with the largest sum of worths, exactly (Kuhn 1955 / Munkres 1957, with potentials, O(n³)).
 * Answers the column of each row; where there are fewer columns than rows, the rows left over get -1. Worths are finite and ≥ 0.
 */
export function bestAssignment(worth: ReadonlyArray<readonly number[]>): number[] {
  const columns = Math.max(0, ...worth.map((row) => row.length));
  const size = Math.max(worth.length, columns);
  const rowOf = new Int32Array(size + 1);
  const potentials = { row: new Float64Array(size + 1), column: new Float64Array(size + 1) };
  for (let row = 1; row <= size; row += 1) place(row, { size, rowOf, potentials, cost: (r, c) => -(worth[r - 1]?.[c - 1] ?? 0) });
  const columnOf = worth.map(() => -1);
  for (let column = 1; column <= columns; column += 1) {
    const row = (rowOf[column] ?? 0) - 1;
    if (row < worth.length) columnOf[row] = column - 1;
  }
  return columnOf;
}

type Board = {
  size: number;
  /** Which row a column (from 1 on) belongs to; column 0 is where the row that looks for a place stands. */
  rowOf: Int32Array;
  potentials: { row: Float64Array; column: Float64Array };
  cost: (row: number, column: number) => number;
};

/** Finds one more row its place along the cheapest chain of moves. */
function place(row: number, { size, rowOf, potentials, cost }: Board): void {
  const cheapest = new Float64Array(size + 1).fill(Infinity);
  const cameFrom = new Int32Array(size + 1);
  const visited = new Uint8Array(size + 1);
  rowOf[0] = row;
  let column = 0;
  do {
    visited[column] = 1;
    const from = rowOf[column] ?? 0;
    let step = Infinity;
    let next = 0;
    for (let each = 1; each <= size; each += 1) {
      if (visited[each]) continue;
      const reduced = cost(from, each) - (potentials.row[from] ?? 0) - (potentials.column[each] ?? 0);
      if (reduced < (cheapest[each] ?? 0)) {
        cheapest[each] = reduced;
        cameFrom[each] = column;
      }
      if ((cheapest[each] ?? 0) < step) {
        step = cheapest[each] ?? 0;
        next = each;
      }
    }
    for (let each = 0; each <= size; each += 1) {
      if (visited[each]) {
        const owner = rowOf[each] ?? 0;
        potentials.row[owner] = (potentials.row[owner] ?? 0) + step;
        potentials.column[each] = (potentials.column[each] ?? 0) - step;
      } else cheapest[each] = (cheapest[each] ?? 0) - step;
    }
    column = next;
  } while (rowOf[column] !== 0);
  for (; column !== 0; column = cameFrom[column] ?? 0) rowOf[column] = rowOf[cameFrom[column] ?? 0] ?? 0;
}
