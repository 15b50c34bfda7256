import { assert } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { streamNames, streams } from '../chain/streams.ts';

/** A table as a backup takes it. */
export type DumpedTable = {
  readonly name: string;
  /** Partitioned tables hold no rows themselves. */
  readonly holdsRows: boolean;
  readonly parent: string | null;
  readonly bounds: string | null;
  readonly columns: readonly string[];
};

type Listed = {
  name: string;
  kind: string;
  parent: string | null;
  bounds: string | null;
  columns: string[];
  stamps: string[];
  needs: string[];
};

// What a queue holds is built anew from the outbox and the job table; which migrations ran is in the manifest.
const left = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'bullmq') AND n.nspname NOT LIKE 'pg\\_%'
  AND NOT (n.nspname = 'public' AND c.relname = 'migrations')`;

const listing = `
SELECT n.nspname || '.' || c.relname AS name, c.relkind AS kind,
  (SELECT pn.nspname || '.' || p.relname FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
   JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid) AS parent,
  pg_get_expr(c.relpartbound, c.oid) AS bounds,
  ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        ORDER BY a.attnum) AS columns,
  ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.atttypid = 'xid8'::regtype) AS stamps,
  ARRAY(SELECT DISTINCT fn.nspname || '.' || f.relname FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
        JOIN pg_namespace fn ON fn.oid = f.relnamespace
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS needs
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND ${left} ORDER BY 1`;

// A transaction's number means nothing in another cluster. Where it is part of what was chained it stays; elsewhere it is given anew.
const chained = new Set(streamNames.map((stream) => qualified(streams[stream].table)));

/** Every table of the database, those first that others refer to. */
export async function listTables(tx: Tx): Promise<DumpedTable[]> {
  const { rows } = await tx.query<Listed>(listing);
  const waiting = new Map(rows.map((row) => [row.name, row]));
  const ordered: DumpedTable[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ needs, parent }) => ![...needs, parent ?? ''].some((name) => waiting.has(name)));
    assert(ready.length > 0, 'tables do not refer to each other in a circle');
    for (const table of ready) {
      waiting.delete(table.name);
      ordered.push({
        name: table.name,
        holdsRows: table.kind === 'r',
        parent: table.parent,
        bounds: table.bounds,
        columns: table.columns.filter((column) => chained.has(table.name) || !table.stamps.includes(column)),
      });
    }
  }
  return ordered;
}

/** Where the database's sequences stand. They are no part of a snapshot: what is read is at least what the snapshot's rows used. */
export async function listSequences(tx: Tx): Promise<Array<{ name: string; last: string; called: boolean }>> {
  const { rows } = await tx.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND ${left} AND c.relname <> 'migrations_id_seq' ORDER BY 1`,
  );
  const found = [];
  for (const { name } of rows) {
    const state = await tx.query<{ last: string; called: boolean }>(
      `SELECT last_value::text AS last, is_called AS called FROM ${quoted(name)}`,
    );
    found.push({ name, last: state.rows[0]?.last ?? '1', called: state.rows[0]?.called ?? false });
  }
  return found;
}

/** A name of two parts as SQL reads it. */
export function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}

function qualified(name: string): string {
  return name.includes('.') ? name : `public.${name}`;
}
