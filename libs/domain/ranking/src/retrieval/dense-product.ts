/** A block of a row-major array: where it starts and how far its rows are apart. */
export type Block = { readonly of: Float64Array; readonly from: number; readonly stride: number };

/** Rows and columns are multiples of four. */
type Shape = { readonly rows: number; readonly columns: number; readonly depth: number };

/** target −= left · rightᵀ: each row of `left` with each of `right`, in tiles of 4 × 4, in depths that stay in the first cache. */
export function subtractProduct(target: Block, left: Block, right: Block, { rows, columns, depth }: Shape): void {
  for (let from = 0; from < depth; from += 256) {
    const slice = Math.min(256, depth - from);
    for (let i = 0; i < rows; i += 4)
      for (let j = 0; j < columns; j += 4)
        subtractTile(
          target.of,
          target.from + i * target.stride + j,
          target.stride,
          left.of,
          left.from + i * left.stride + from,
          left.stride,
          right.of,
          right.from + j * right.stride + from,
          right.stride,
          slice,
        );
  }
}

// prettier-ignore
function subtractTile(
  c: Float64Array, c0: number, cs: number, x: Float64Array, x0: number, xs: number, y: Float64Array, y0: number, ys: number, depth: number,
): void {
  const x1 = x0 + xs, x2 = x1 + xs, x3 = x2 + xs, y1 = y0 + ys, y2 = y1 + ys, y3 = y2 + ys;
  let a0 = 0, a1 = 0, a2 = 0, a3 = 0, b0 = 0, b1 = 0, b2 = 0, b3 = 0;
  let d0 = 0, d1 = 0, d2 = 0, d3 = 0, e0 = 0, e1 = 0, e2 = 0, e3 = 0;
  for (let p = 0; p < depth; p += 1) {
    const u0 = x[x0 + p] as number, u1 = x[x1 + p] as number, u2 = x[x2 + p] as number, u3 = x[x3 + p] as number;
    const v0 = y[y0 + p] as number, v1 = y[y1 + p] as number, v2 = y[y2 + p] as number, v3 = y[y3 + p] as number;
    a0 += u0 * v0; a1 += u0 * v1; a2 += u0 * v2; a3 += u0 * v3;
    b0 += u1 * v0; b1 += u1 * v1; b2 += u1 * v2; b3 += u1 * v3;
    d0 += u2 * v0; d1 += u2 * v1; d2 += u2 * v2; d3 += u2 * v3;
    e0 += u3 * v0; e1 += u3 * v1; e2 += u3 * v2; e3 += u3 * v3;
  }
  take(c, c0, a0, a1, a2, a3);
  take(c, c0 + cs, b0, b1, b2, b3);
  take(c, c0 + 2 * cs, d0, d1, d2, d3);
  take(c, c0 + 3 * cs, e0, e1, e2, e3);
}

function take(c: Float64Array, at: number, a: number, b: number, d: number, e: number): void {
  c[at] = (c[at] as number) - a;
  c[at + 1] = (c[at + 1] as number) - b;
  c[at + 2] = (c[at + 2] as number) - d;
  c[at + 3] = (c[at + 3] as number) - e;
}
