import { readTable, type ReadFile, type TableFormat } from '../read-table.ts';
import { splitCells } from '../split-cells.ts';
import { Usage } from '../refusals.ts';

/** A file of records with named columns, of which a cell may go over several lines. */
export type Records = { readonly file: ReadFile; readonly names: readonly string[]; readonly rows: string[][] };

const mostLines = 100;

/** Reads delimited records, whose first line names the columns; a quoted cell may hold line ends, over at most 100 lines. */
export async function readRecords(path: string, format: TableFormat): Promise<Records> {
  const { file, rows: lines } = await readTable(path, { ...format, delimiter: '\u0000', header: false });
  const [first = '', ...rest] = lines.map(([line = '']) => line);
  const delimiter = format.delimiter ?? [',', '\t', ';', '|'].find((each) => first.includes(each));
  if (delimiter === undefined) throw new Usage(`${path} has one column; name its --delimiter`);
  const names = splitCells(first, delimiter).map((name) => name.trim());
  const rows: string[][] = [];
  for (let at = 0; at < rest.length; at += 1) {
    const record = recordFrom(rest, at, delimiter, names.length);
    at += record.lines - 1;
    rows.push(record.cells);
  }
  return { file: { ...file, rows: rows.length }, names, rows };
}

/** The fewest lines from here that hold the right number of cells; where none do, the line alone. */
function recordFrom(lines: readonly string[], from: number, delimiter: string, width: number): { cells: string[]; lines: number } {
  const alone = lines[from] ?? '';
  let text = alone;
  for (let count = 1; count <= mostLines; count += 1) {
    // An odd number of quotes: a quoted cell is still open.
    if ((text.split('"').length - 1) % 2 === 0) {
      const cells = splitCells(text, delimiter);
      if (cells.length === width) return { cells, lines: count };
    }
    const next = lines[from + count];
    if (next === undefined) break;
    text = `${text}\n${next}`;
  }
  return { cells: splitCells(alone, delimiter), lines: 1 };
}
