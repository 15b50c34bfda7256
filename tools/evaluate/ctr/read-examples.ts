import { readTable, type ReadFile, type Table, type TableFormat } from '../read-table.ts';
import { BadInput, Usage } from '../refusals.ts';
import { secondsOf } from './seconds-of.ts';
import { orderedRows, type Row } from './ordered-rows.ts';
import { assertNoGivenAway, assertUnseen } from './refuse-leaks.ts';

/** A feature of categories: the number of each row's value, and the values by number. */
export type Category = { readonly name: string; readonly codes: Uint32Array; readonly values: readonly string[] };

/** Rows with a label of 0 or 1 and what is known of them before it. */
export type Examples = {
  readonly files: readonly ReadFile[];
  readonly rows: number;
  /** With a test file of its own: the rows before this one are train. */
  readonly trainRows: number | undefined;
  readonly labels: Uint8Array;
  /** Seconds since 1970. */
  readonly times: Float64Array | undefined;
  readonly categories: readonly Category[];
  readonly numbers: ReadonlyArray<{ readonly name: string; readonly values: Float64Array }>;
  /** The unit of the bootstrap by row, where one was named. */
  readonly units: Uint32Array | undefined;
  readonly warnings: readonly string[];
};

export type ExampleOptions = {
  readonly files: readonly string[];
  readonly format: TableFormat;
  readonly columns: readonly string[] | undefined;
  readonly label: string;
  readonly ignore: readonly string[];
  readonly numeric: readonly string[];
  readonly time: string | undefined;
  readonly unit: string | undefined;
};

/** Reads one file, or a train and a test file; refuses files without both labels, and those that give the label away. */
export async function readExamples(options: ExampleOptions): Promise<Examples> {
  const tables: Table[] = [];
  for (const file of options.files) tables.push(await readTable(file, options.format));
  const names = namesOf(tables, options.columns);
  const at = placesOf(names, options);
  const positive = labelReader(options.label);
  const parts = tables.map(({ rows, file }) => {
    const whole = rows.flatMap((cells): Row[] => {
      const label = positive(cells[at.label] ?? '');
      const time = at.time < 0 ? 0 : secondsOf(cells[at.time] ?? '');
      return label === undefined || Number.isNaN(time) || cells.length !== names.length ? [] : [{ cells, label, time }];
    });
    file.dropped += rows.length - whole.length;
    return whole;
  });
  const rows = orderedRows(parts, at.features);
  const [kept, labels, times] = [rows.map(({ cells }) => cells), rows.map(({ label }) => label), rows.map(({ time }) => time)];
  const trainRows = parts.length > 1 ? parts[0]?.length : undefined;
  assertBothLabels(options.files.join(' and '), labels);
  const known = names.flatMap((name, place) =>
    at.features.includes(place) ? [{ name, cells: kept.map((cells) => cells[place] ?? '') }] : [],
  );
  assertNoGivenAway(known, labels);
  const warnings = trainRows === undefined ? [] : assertUnseen(kept.slice(0, trainRows), kept.slice(trainRows));
  const isNumeric = (name: string): boolean => options.numeric.includes(name);
  return {
    files: tables.map(({ file }) => file),
    rows: kept.length,
    trainRows,
    labels: Uint8Array.from(labels),
    times: at.time < 0 ? undefined : Float64Array.from(times),
    categories: [
      ...known.filter(({ name }) => !isNumeric(name)).map(({ name, cells }) => numbered(name, cells)),
      ...hourOf(at.time < 0 ? [] : times),
    ],
    numbers: known.filter(({ name }) => isNumeric(name)).map(({ name, cells }) => ({ name, values: Float64Array.from(cells, numberOf) })),
    units:
      at.unit < 0
        ? undefined
        : numbered(
            'unit',
            kept.map((cells) => cells[at.unit] ?? ''),
          ).codes,
    warnings,
  };
}

function namesOf(tables: readonly Table[], columns: readonly string[] | undefined): readonly string[] {
  const [first, second] = tables;
  const names = columns ?? first?.header ?? (first?.rows[0] ?? []).map((_, place) => `c${place + 1}`);
  if (second?.header && second.header.join() !== names.join()) throw new BadInput('train and test have different columns');
  return names.map((name) => name.trim());
}

function placesOf(names: readonly string[], options: ExampleOptions) {
  const place = (name: string, flag: string): number => {
    const found = names.indexOf(name);
    if (found < 0) throw new Usage(`--${flag}: there is no column ${name}; there are ${names.join(', ')}`);
    return found;
  };
  const label = place(options.label.replace(/>=.*$/, ''), 'label');
  const time = options.time === undefined ? -1 : place(options.time, 'time');
  const ignored = new Set(options.ignore.map((name) => place(name, 'ignore')));
  for (const name of options.numeric) place(name, 'numeric');
  const unit = options.unit === undefined ? -1 : place(options.unit, 'unit');
  const features = [...names.keys()].filter((column) => column !== label && column !== time && !ignored.has(column));
  if (features.length === 0) throw new Usage('no column is left to learn from');
  return { label, time, unit, features };
}

/** `NAME` holds 0 and 1 (or false and true); `NAME>=4` makes them from a number. */
function labelReader(label: string): (cell: string) => 0 | 1 | undefined {
  const [, least] = label.split('>=');
  if (least !== undefined) {
    if (!Number.isFinite(Number(least)) || least.trim() === '') throw new Usage(`--label ${label}: a number must follow >=`);
    return (cell) => (Number.isNaN(numberOf(cell)) ? undefined : numberOf(cell) >= Number(least) ? 1 : 0);
  }
  const meanings: Readonly<Record<string, 0 | 1>> = { '0': 0, '1': 1, false: 0, true: 1, '0.0': 0, '1.0': 1 };
  return (cell) => meanings[cell.trim().toLowerCase()];
}

function assertBothLabels(files: string, labels: readonly number[]): void {
  const positives = labels.filter((label) => label === 1).length;
  if (labels.length === 0) throw new BadInput(`${files}: no row has a label of 0 or 1 and every column`);
  if (positives === 0 || positives === labels.length) throw new BadInput(`${files}: all ${labels.length} rows have the same label`);
}

function numberOf(cell: string): number {
  return cell.trim() === '' ? NaN : Number(cell);
}

function numbered(name: string, cells: readonly string[]): Category {
  const numbers = new Map<string, number>();
  const codes = Uint32Array.from(cells, (cell) => numbers.get(cell) ?? numbers.set(cell, numbers.size).size - 1);
  return { name, codes, values: [...numbers.keys()] };
}

/** The hour of the day in UTC, where times tell more than one. */
function hourOf(times: readonly number[]): Category[] {
  const hours = times.map((time) => String(((Math.floor(time / 3600) % 24) + 24) % 24));
  return new Set(hours).size > 1 ? [numbered('hour of time', hours)] : [];
}
