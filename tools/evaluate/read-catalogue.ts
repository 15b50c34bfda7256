import { readTable, type ReadFile, type TableFormat } from './read-table.ts';

/** What items are called and which categories they carry. */
export type Catalogue = {
  file: ReadFile;
  title(item: string): string;
  /** The categories of each item, in the order given. */
  labels(items: readonly string[]): string[][];
};

/** Reads `item<TAB>title<TAB>category|category`; an item that is not listed has no category. */
export async function readCatalogue(path: string, format: TableFormat): Promise<Catalogue> {
  const table = await readTable(path, { ...format, delimiter: format.delimiter ?? '\t', header: format.header ?? false });
  const rows = new Map(
    table.rows.map(([item = '', title = '', categories = '']) => [item, { title, categories: categories.split('|').filter(Boolean) }]),
  );
  return {
    file: table.file,
    title: (item) => rows.get(item)?.title ?? item,
    labels: (items) => items.map((item) => rows.get(item)?.categories ?? []),
  };
}
