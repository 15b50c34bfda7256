import type { Table } from './read-table.ts';

/** 1973 in seconds: a smaller number in an unnamed column counts something else than time. */
export const earliestTime = 1e8;

const names: Readonly<Record<string, RegExp>> = {
  user: /^(user|uid|viewer|person|customer)(_?id)?$/i,
  item: /^(item|iid|movie|content|post|artist|product|track|song|book)(_?id)?$/i,
  rating: /^(rating|score|stars|weight)$/i,
  time: /^(time|timestamp|ts|date|at|datetime)$/i,
};

/** What the columns of a table of interactions are: by its header, else `user item`, `user item time` or `user item rating time`. */
export function sniffColumns({ header, rows }: Pick<Table, 'header' | 'rows'>): string[] {
  return (header && namedColumns(header)) ?? usualColumns(rows);
}

/** A header's words in ours, where it has both a user and an item. */
function namedColumns(header: readonly string[]): string[] | undefined {
  const found = header.map((cell) => Object.entries(names).find(([, pattern]) => pattern.test(cell.trim()))?.[0] ?? cell);
  return found.includes('user') && found.includes('item') ? found : undefined;
}

function usualColumns(rows: readonly string[][]): string[] {
  const width = rows[0]?.length ?? 0;
  return width >= 4 ? ['user', 'item', 'rating', 'time'] : width === 3 ? ['user', 'item', 'time'] : ['user', 'item'];
}

/** The number in a cell; NaN where there is none. */
export const numberOf = (cell: string | undefined): number => (cell === undefined || cell.trim() === '' ? Number.NaN : Number(cell));

/** A number, or a date in ISO form as seconds; NaN where a cell is neither. */
export function timeOf(cell: string | undefined): number {
  const number = numberOf(cell);
  return Number.isNaN(number) && cell ? Date.parse(cell) / 1000 : number;
}
