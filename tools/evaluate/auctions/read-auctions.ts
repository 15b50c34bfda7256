import { readTable, type ReadFile, type TableFormat } from '../read-table.ts';
import { BadInput } from '../refusals.ts';

/** Auctions in their order: whether the impression was clicked, the price it went for, and the chance that was predicted. */
export type Auctions = {
  readonly file: ReadFile;
  readonly clicks: Uint8Array;
  readonly prices: Float64Array;
  readonly chances: Float64Array;
  /** Sums over all rows. */
  readonly totals: { readonly impressions: number; readonly clicks: number; readonly cost: number };
};

/** Reads `click price pctr` lines, other columns ignored; drops and counts lines that do not hold 0 or 1, a price ≥ 0 and a chance. */
export async function readAuctions(path: string, format: TableFormat): Promise<Auctions> {
  const table = await readTable(path, format);
  const kept: Array<[number, number, number]> = [];
  for (const cells of table.rows) {
    const [click, price, chance] = cells.slice(0, 3).map((cell) => (cell.trim() === '' ? NaN : Number(cell))) as [number, number, number];
    const whole = (click === 0 || click === 1) && price >= 0 && chance >= 0 && chance <= 1;
    if (whole) kept.push([click, price, chance]);
    else table.file.dropped += 1;
  }
  if (kept.length === 0) throw new BadInput(`${path} holds no line of click, price and predicted chance`);
  const sum = (column: 0 | 1): number => kept.reduce((total, row) => total + row[column], 0);
  return {
    file: table.file,
    clicks: Uint8Array.from(kept, ([click]) => click),
    prices: Float64Array.from(kept, ([, price]) => price),
    chances: Float64Array.from(kept, ([, , chance]) => chance),
    totals: { impressions: kept.length, clicks: sum(0), cost: sum(1) },
  };
}
