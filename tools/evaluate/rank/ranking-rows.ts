import { readTable, type ReadFile, type TableFormat } from '../read-table.ts';
import { BadInput, Usage } from '../refusals.ts';
import { earliestTime, numberOf, sniffColumns, timeOf } from '../sniff-columns.ts';

/** Who touched what, one pair once, in the order of the file. */
export type RankingRows = {
  readonly file: ReadFile;
  readonly users: readonly string[];
  readonly items: readonly string[];
  readonly ratings: Float64Array;
  /** Milliseconds or seconds, as the file has them; `undefined` where there are none. */
  readonly times: Float64Array | undefined;
  readonly warnings: readonly string[];
};

export type RankingFormat = TableFormat & {
  readonly format: 'pairs' | 'lightgcn';
  readonly columns?: readonly string[] | undefined;
  readonly minRating?: number | undefined;
};

/** Reads interactions: `user item [time]`, `user item rating time`, named columns, or the lists of LightGCN. Plain or gzip. */
export async function readRankingRows(path: string, format: RankingFormat): Promise<RankingRows> {
  const lists = format.format === 'lightgcn';
  const table = await readTable(path, lists ? { ...format, delimiter: format.delimiter ?? ' ', header: false } : format);
  const columns = lists ? ['user', 'item'] : (format.columns ?? sniffColumns(table));
  const place = placesOf(columns, format.minRating);
  const cells = lists ? table.rows.flatMap(([user = '', ...items]) => items.filter(Boolean).map((item) => [user, item])) : table.rows;
  const kept = keep(cells, place, format.minRating);
  table.file.dropped += kept.dropped;
  if (kept.rows.length === 0) throw new BadInput(`${path} holds no interaction`);
  const isTime = place.time >= 0 && (format.columns !== undefined || kept.rows.some(({ time }) => time > earliestTime));
  return {
    file: table.file,
    users: kept.rows.map(({ user }) => user),
    items: kept.rows.map(({ item }) => item),
    ratings: Float64Array.from(kept.rows, ({ rating }) => rating),
    times: isTime ? Float64Array.from(kept.rows, ({ time }) => time) : undefined,
    warnings: [
      ...(kept.dropped > 0 ? [`${path}: ${kept.dropped} rows dropped: a field is missing, or a rating or time is no number`] : []),
      ...(kept.below > 0 ? [`${path}: ${kept.below} rows below --min-rating left out`] : []),
      ...(kept.repeats > 0 ? [`${path}: ${kept.repeats} repeats of a pair counted as one, with the latest time`] : []),
      ...(place.time >= 0 && !isTime
        ? [`${path}: the third column holds no times (all before 1973) and is ignored; --columns names it`]
        : []),
    ],
  };
}

type Places = { readonly user: number; readonly item: number; readonly rating: number; readonly time: number };

function placesOf(columns: readonly string[], minRating: number | undefined): Places {
  const at = (name: string): number => columns.indexOf(name);
  const place = { user: at('user'), item: at('item'), rating: at('rating'), time: Math.max(at('time'), at('timestamp')) };
  if (place.user < 0 || place.item < 0) throw new Usage(`--columns must name user and item; found ${columns.join(',')}`);
  if (minRating !== undefined && place.rating < 0) throw new Usage('--min-rating needs a column named rating in --columns');
  return place;
}

type Row = { user: string; item: string; rating: number; time: number };

function keep(
  cells: readonly string[][],
  place: Places,
  minRating = -Infinity,
): { rows: Row[]; dropped: number; below: number; repeats: number } {
  const rows = new Map<string, Row>();
  const counts = { dropped: 0, below: 0, repeats: 0 };
  for (const line of cells) {
    const row = {
      user: line[place.user]?.trim() ?? '',
      item: line[place.item]?.trim() ?? '',
      rating: place.rating < 0 ? 1 : numberOf(line[place.rating]),
      time: place.time < 0 ? 0 : timeOf(line[place.time]),
    };
    const key = `${row.user}\t${row.item}`;
    const old = rows.get(key);
    if (row.user === '' || row.item === '' || !Number.isFinite(row.rating) || !Number.isFinite(row.time)) counts.dropped += 1;
    else if (row.rating < minRating) counts.below += 1;
    else if (!old) rows.set(key, row);
    else {
      counts.repeats += 1;
      if (row.time >= old.time) Object.assign(old, { rating: row.rating, time: row.time });
    }
  }
  return { rows: [...rows.values()], ...counts };
}
