import { readTable, type ReadFile, type TableFormat } from '../read-table.ts';
import { BadInput, Usage } from '../refusals.ts';

/** A file with named columns. */
export type Columns = {
  readonly file: ReadFile;
  readonly rows: ReadonlyArray<readonly string[]>;
  has(name: string): boolean;
  /** The cells of a column; refuses a name that the header does not have. */
  texts(name: string): string[];
  /** The same as numbers; refuses, naming the row, what is none. */
  numbers(name: string): Float64Array;
};

/** Reads a table whose first line names its columns. */
export async function readColumns(path: string, format: TableFormat): Promise<Columns> {
  const { file, header, rows } = await readTable(path, { ...format, header: true });
  const names = header ?? [];
  const place = (name: string): number => {
    const at = names.indexOf(name);
    if (at < 0) throw new Usage(`${path} has no column ${name}; it has ${names.slice(0, 12).join(', ')}`);
    return at;
  };
  const texts = (name: string): string[] => {
    const at = place(name);
    return rows.map((row) => row[at] ?? '');
  };
  return {
    file,
    rows,
    has: (name) => names.includes(name),
    texts,
    numbers: (name) =>
      Float64Array.from(texts(name), (cell, row) => {
        const value = Number(cell);
        if (cell.trim() === '' || !Number.isFinite(value)) throw new BadInput(`${path}: row ${row + 1} has no number under ${name}`);
        return value;
      }),
  };
}

/** Gives every name a whole number from 0, in the order of first sight. */
export class Numbering {
  readonly names: string[] = [];
  private readonly places = new Map<string, number>();

  /** The number of a name, a new one where it is new. */
  of(name: string): number {
    const known = this.places.get(name);
    if (known !== undefined) return known;
    this.places.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}
