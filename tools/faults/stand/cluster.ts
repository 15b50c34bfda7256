import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { openPostgres } from '../../postgres.mjs';
import { childrenOf } from './processes.ts';
import { seedTemplate } from './template.ts';

/** A database server of the suite's own, under the supervisor that `npm start` has, with the settings of a real one. */
export type Cluster = {
  readonly dataDir: string;
  /** A secret that may send events, in every database made from the template. */
  readonly key: string;
  /** An empty database. */
  createEmpty(name: string): Promise<string>;
  /** A fresh copy of the template; `tablespace` puts it into a folder that only the caller knows. */
  create(name: string, tablespace?: string): Promise<string>;
  drop(name: string): Promise<void>;
  /** The address of a database of that name, whether or not it is there yet. */
  url(name: string): string;
  ask(sql: string): Promise<pg.QueryResult>;
  /** The postmaster, then its children. */
  pids(): number[];
  /** The account that the server's files belong to. */
  folder(): string;
  close(): Promise<void>;
};

const template = 'faults_template';

export async function openCluster(tell: (line: string) => void): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'flywheel-faults-'));
  // As root, the server's account has to get through.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, 'state');
  mkdirSync(dataDir);
  const server = await openPostgres({ dataDir, purpose: `faults ${process.pid}` });
  // The supervisor's own connection may be the one that was killed: every question has a fresh one.
  const ask = async (sql: string): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: server.url('postgres') });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await ask(`CREATE DATABASE ${template}`);
  const key = await seedTemplate(server.url(template));
  tell('a world is seeded');
  let closing: Promise<void> | undefined;
  return {
    dataDir,
    key,
    create: async (name, tablespace) => {
      await ask(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY ${tablespace ? `TABLESPACE ${tablespace}` : ''}`);
      return server.url(name);
    },
    createEmpty: async (name) => {
      await ask(`CREATE DATABASE ${name}`);
      return server.url(name);
    },
    drop: async (name) => void (await ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
    url: (name) => server.url(name),
    ask,
    pids: () => {
      const postmaster = Number(readFileSync(join(server.cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
      return [postmaster, ...childrenOf(postmaster)];
    },
    folder: () => server.cluster,
    // Called twice when the run is ended by a signal.
    close: () =>
      (closing ??= server.stop().then(() => {
        if (!server.cluster.startsWith(folder)) rmSync(dirname(server.cluster), { recursive: true, force: true });
        rmSync(folder, { recursive: true, force: true });
      })),
  };
}
