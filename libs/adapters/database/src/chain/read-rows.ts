import type { Tx } from '@flywheel/runtime';
import type { ChainedRow, Field } from './link-hash.ts';
import { streams, type Stream } from './streams.ts';

/** How the rows of a stream are read: the list of a SELECT over its table as `t`, and what to make of each answer. */
export type RowReader = { readonly list: string; toRow(answer: RowAnswer): ChainedRow };

/** What such a SELECT answers with. */
export type RowAnswer = { key: string[]; fields: Array<string | null>; parts: Array<Array<Array<string | null>>> };

/** Reads the catalogue for every column that the stream's tables have now; generated ones follow from the others and stay out. */
export async function openRows(tx: Tx, stream: Stream): Promise<RowReader> {
  const { table, key, parts } = streams[stream];
  const columns = await columnsOf(tx, table);
  const partColumns = await Promise.all(parts.map((part) => columnsOf(tx, part)));
  const same = key.map(({ column }) => `p.${column} = t.${column}`).join(' AND ');
  const partLists = parts.map((part, n) => {
    const line = asTexts('p', partColumns[n] ?? []);
    return `(SELECT coalesce(jsonb_agg(to_jsonb(${line}) ORDER BY ${line} COLLATE "C"), '[]') FROM ${part} p WHERE ${same})`;
  });
  return {
    list: `ARRAY[${key.map(({ text }) => text).join(', ')}] AS key, ${asTexts('t', columns)} AS fields,
      jsonb_build_array(${partLists.join(', ')}) AS parts`,
    toRow: (answer) => ({
      key: answer.key,
      tables: [
        { table, rows: [named(columns, answer.fields)] },
        ...parts.map((part, n) => ({ table: part, rows: (answer.parts[n] ?? []).map((row) => named(partColumns[n] ?? [], row)) })),
      ],
    }),
  };
}

async function columnsOf(tx: Tx, table: string): Promise<string[]> {
  const { rows } = await tx.query<{ attname: string }>(
    `SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     ORDER BY attname COLLATE "C"`,
    [table],
  );
  return rows.map(({ attname }) => attname);
}

function asTexts(alias: string, columns: readonly string[]): string {
  return `ARRAY[${columns.map((column) => `${alias}."${column}"::text`).join(', ')}]`;
}

function named(columns: readonly string[], values: ReadonlyArray<string | null>): Field[] {
  return columns.map((column, n) => [column, values[n] ?? null]);
}
