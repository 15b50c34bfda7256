import { readTable, type ReadFile, type TableFormat } from './read-table.ts';
import { BadInput, Usage } from './refusals.ts';
import { earliestTime, sniffColumns, timeOf } from './sniff-columns.ts';

/** Who touched what, when; ids as dense numbers in order of first appearance in sorted order, so that renaming changes nothing. */
export type Interactions = {
  file: ReadFile;
  users: readonly string[];
  items: readonly string[];
  /** Per user, in time order (file order without times). */
  of: ReadonlyArray<ReadonlyArray<{ item: number; time: number }>>;
  timed: boolean;
};

export type InteractionOptions = TableFormat & {
  /** Which column is what, e.g. `user,item,rating,time`; others are ignored. Found by looking unless said. */
  columns?: readonly string[] | undefined;
  minRating?: number | undefined;
};

/** Reads `user item [time]`, `user item rating time`, or what `--columns` names; drops and counts rows without a field or a time. */
export async function readInteractions(path: string, options: InteractionOptions): Promise<Interactions> {
  const table = await readTable(path, options);
  const columns = options.columns ?? sniffColumns(table);
  const at = (name: string): number => columns.indexOf(name);
  const [user, item, rating] = [at('user'), at('item'), at('rating')];
  const named = Math.max(at('time'), at('timestamp'));
  const time = options.columns !== undefined || table.rows.some((cells) => timeOf(cells[named]) > earliestTime) ? named : -1;
  if (user < 0 || item < 0) throw new Usage(`--columns must name user and item; found ${columns.join(',')}`);
  const kept: Array<{ user: string; item: string; time: number }> = [];
  table.rows.forEach((cells, index) => {
    const row = { user: cells[user] ?? '', item: cells[item] ?? '', time: time < 0 ? index : timeOf(cells[time]) };
    if (options.minRating !== undefined && rating >= 0 && Number(cells[rating]) < options.minRating) return;
    if (row.user === '' || row.item === '' || !Number.isFinite(row.time)) table.file.dropped += 1;
    else kept.push(row);
  });
  if (kept.length === 0) throw new BadInput(`${path} holds no interaction`);
  // Sorting by what happened, not by name or place: an id's spelling or a shuffled file must not move a metric.
  kept.sort((a, b) => a.time - b.time);
  return { file: table.file, timed: time >= 0, ...numbered(kept) };
}

function numbered(rows: ReadonlyArray<{ user: string; item: string; time: number }>): Pick<Interactions, 'users' | 'items' | 'of'> {
  const users = new Map<string, number>();
  const items = new Map<string, number>();
  const of: Array<Array<{ item: number; time: number }>> = [];
  for (const row of rows) {
    const user = users.get(row.user) ?? users.set(row.user, users.size).size - 1;
    const item = items.get(row.item) ?? items.set(row.item, items.size).size - 1;
    (of[user] ??= []).push({ item, time: row.time });
  }
  return { users: [...users.keys()], items: [...items.keys()], of };
}
