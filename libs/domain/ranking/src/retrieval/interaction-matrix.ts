/**
 * Who touched what, as a sparse binary matrix by rows: the columns of row `r` are `at[start[r]] … at[start[r + 1] − 1]`, ascending, each
 * once. Rows are users and columns items, unless transposed.
 */
export type InteractionMatrix = { readonly rows: number; readonly columns: number; readonly start: Int32Array; readonly at: Int32Array };

/** Pairs of a user and an item by dense numbers, in any order, repeats allowed. */
export type Pairs = { readonly users: Int32Array; readonly items: Int32Array };

/** Counts pairs into rows. Refuses (RangeError) a number outside the matrix. Two counting sorts: linear in pairs + rows + columns. */
export function interactionMatrix(pairs: Pairs, size: { users: number; items: number }): InteractionMatrix {
  pairs.users.forEach((user, index) => {
    const item = pairs.items[index] as number;
    if (user < 0 || user >= size.users || item < 0 || item >= size.items || item === undefined)
      throw new RangeError(`pair ${index} (${user}, ${item}) lies outside ${size.users} × ${size.items}`);
  });
  const byItem = bucket(pairs.items, pairs.users, size.items);
  const itemOf = expand(byItem.start, pairs.items.length);
  const byUser = bucket(byItem.at, itemOf, size.users);
  return withoutRepeats({ rows: size.users, columns: size.items, ...byUser });
}

/** The same interactions by items: rows become columns. */
export function transpose(matrix: InteractionMatrix): InteractionMatrix {
  const rowOf = expand(matrix.start, matrix.at.length);
  return { rows: matrix.columns, columns: matrix.rows, ...bucket(matrix.at, rowOf, matrix.columns) };
}

/** How many columns each row has. */
export function degrees({ rows, start }: InteractionMatrix): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => (start[row + 1] as number) - (start[row] as number));
}

/** The columns of one row, as a view. */
export function rowOf({ start, at }: InteractionMatrix, row: number): Int32Array {
  return at.subarray(start[row], start[row + 1]);
}

/** The interactions of some rows with some columns only, renumbered by their place in the lists. */
export function partOf(matrix: InteractionMatrix, part: { rows?: Int32Array; columns?: Int32Array }): InteractionMatrix {
  const rows = part.rows ?? Int32Array.from({ length: matrix.rows }, (_, row) => row);
  const columns = part.columns?.length ?? matrix.columns;
  const place = part.columns ? new Int32Array(matrix.columns).fill(-1) : undefined;
  part.columns?.forEach((column, index) => ((place as Int32Array)[column] = index));
  const start = new Int32Array(rows.length + 1);
  const at: number[] = [];
  rows.forEach((row, index) => {
    const kept = rowOf(matrix, row);
    const placed = place ? kept.map((column) => place[column] as number).filter((column) => column >= 0) : kept;
    for (const column of placed.toSorted()) at.push(column);
    start[index + 1] = at.length;
  });
  return { rows: rows.length, columns, start, at: Int32Array.from(at) };
}

/** A stable counting sort: the values of each key in their order of appearance. */
function bucket(keys: Int32Array, values: Int32Array, size: number): { start: Int32Array; at: Int32Array } {
  const start = new Int32Array(size + 1);
  for (let i = 0; i < keys.length; i += 1) start[(keys[i] as number) + 1] = (start[(keys[i] as number) + 1] as number) + 1;
  for (let key = 0; key < size; key += 1) start[key + 1] = (start[key + 1] as number) + (start[key] as number);
  const next = start.slice(0, size);
  const at = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] as number;
    at[next[key] as number] = values[i] as number;
    next[key] = (next[key] as number) + 1;
  }
  return { start, at };
}

/** The row of every entry. */
function expand(start: Int32Array, length: number): Int32Array {
  const rows = new Int32Array(length);
  for (let row = 0; row + 1 < start.length; row += 1) rows.fill(row, start[row], start[row + 1]);
  return rows;
}

function withoutRepeats(matrix: InteractionMatrix): InteractionMatrix {
  const start = new Int32Array(matrix.rows + 1);
  const at = new Int32Array(matrix.at.length);
  let length = 0;
  for (let row = 0; row < matrix.rows; row += 1) {
    let last = -1;
    for (const column of rowOf(matrix, row)) {
      if (column === last) continue;
      last = column;
      at[length] = column;
      length += 1;
    }
    start[row + 1] = length;
  }
  return { ...matrix, start, at: at.slice(0, length) };
}
