import { Database } from '@flywheel/database';
import { processorUs } from '../serve/http/child.ts';

/** Ready-made rows of events and two tables to load them into. */
export type Copies = {
  /** Empties the table and loads all rows, a commit for each part. */
  measure(table: 'bare' | 'unique'): Promise<{
    perSecond: number;
    p50: number;
    p99: number;
    apiUs: number;
    databaseUs: number;
    commitRows: number;
  }>;
};

/** Takes stored events out again in the binary format, `aCommit` a part; `unique` has the key that events have. */
export async function openCopies(database: Database, { rows, aCommit }: { rows: number; aCommit: number }): Promise<Copies> {
  await database.read.query(`CREATE TABLE copy_bare (LIKE engagement_event);
    CREATE TABLE copy_unique (LIKE engagement_event); ALTER TABLE copy_unique ADD PRIMARY KEY (event_id, viewer_key)`);
  const parts = await takeParts(database, Math.ceil(rows / aCommit), aCommit);
  return {
    measure: async (table) => {
      const { rows: found } = await database.read.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database()`,
      );
      await database.read.query(`TRUNCATE copy_${table}`);
      const cpu = (): number => found.reduce((sum, { pid }) => sum + (processorUs(pid) ?? 0), 0);
      const [cpuBefore, began] = [cpu(), performance.now()];
      for (const part of parts) await database.copyIn(`COPY copy_${table} FROM STDIN (FORMAT binary)`, part);
      const seconds = (performance.now() - began) / 1000;
      const loaded = parts.length * aCommit;
      const { rows: counted } = await database.reports.query<{ n: number }>(`SELECT count(*)::int AS n FROM copy_${table}`);
      if (counted[0]?.n !== loaded) throw new Error(`COPY loaded ${counted[0]?.n ?? 0} of ${loaded} rows`);
      const nothing = { p50: Number.NaN, p99: Number.NaN, apiUs: Number.NaN };
      return { perSecond: loaded / seconds, databaseUs: (cpu() - cpuBefore) / loaded, commitRows: aCommit, ...nothing };
    },
  };
}

const signature = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const trailer = Buffer.from('ffff', 'hex');

async function takeParts(database: Database, count: number, aCommit: number): Promise<Buffer[]> {
  const { rows } = await database.read.query<{ names: string }>(
    `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names FROM pg_attribute
     WHERE attrelid = 'copy_bare'::regclass AND attnum > 0 AND NOT attisdropped`,
  );
  const tuples: Buffer[] = [];
  const select = `SELECT ${rows[0]?.names ?? '*'} FROM engagement_event LIMIT ${count * aCommit}`;
  await database.inSnapshot((_, copyOut) => copyOut(select, (tuple) => void tuples.push(Buffer.from(tuple))));
  return Array.from({ length: count }, (_, n) => Buffer.concat([signature, ...tuples.slice(n * aCommit, (n + 1) * aCommit), trailer]));
}
