import type { Tx } from '@flywheel/runtime';
import type { Fault } from './fault.ts';
import type { ChainHead } from './heads.ts';
import { streams, type Stream } from './streams.ts';
import { nameOf } from './walk-chain.ts';

/** The first row that should have been linked and was not, or the first part without its row. */
export async function findOutside(tx: Tx, stream: Stream, head: ChainHead): Promise<Fault | undefined> {
  const row = await firstNotChained(tx, stream, head);
  if (row)
    return { stream, seq: null, id: nameOf(row), differs: 'not-chained', sentence: 'the row stands behind the head and has no link' };
  for (const part of streams[stream].parts) {
    const orphan = await firstOrphan(tx, stream, part);
    if (orphan)
      return {
        stream,
        seq: null,
        id: nameOf(orphan),
        differs: 'orphan',
        sentence: `a row of ${part} belongs to no row of ${streams[stream].table}`,
      };
  }
  return undefined;
}

// Behind the head, or of a transaction that this cluster has not begun: nobody would ever come to link it.
async function firstNotChained(tx: Tx, stream: Stream, head: ChainHead): Promise<string[] | undefined> {
  const { table, key } = streams[stream];
  const texts = `ARRAY[${key.map(({ text }) => text).join(', ')}]`;
  const columns = key.map(({ column }) => `t.${column}`).join(', ');
  const here = key.map(({ type }, n) => `($3::text[])[${n + 1}]::${type}`).join(', ');
  const { rows } = await tx.query<{ key: string[] }>(
    `SELECT ${texts} AS key FROM ${table} t
     WHERE (t.xid < $2::text::xid8 OR (t.xid = $2::text::xid8 AND $3::text[] IS NOT NULL AND (${columns}) <= (${here}))
         OR t.xid >= pg_snapshot_xmax(pg_current_snapshot()))
       AND NOT EXISTS (SELECT 1 FROM chain_link l WHERE l.stream = $1 AND l.key = ${texts})
     ORDER BY t.xid, ${columns} LIMIT 1`,
    [stream, head.xid, head.key],
  );
  return rows[0]?.key;
}

async function firstOrphan(tx: Tx, stream: Stream, part: string): Promise<string[] | undefined> {
  const { table, key } = streams[stream];
  const { rows } = await tx.query<{ key: string[] }>(
    `SELECT ARRAY[${key.map(({ text }) => text).join(', ')}] AS key FROM ${part} t
     WHERE NOT EXISTS (SELECT 1 FROM ${table} r WHERE ${key.map(({ column }) => `r.${column} = t.${column}`).join(' AND ')}) LIMIT 1`,
  );
  return rows[0]?.key;
}
