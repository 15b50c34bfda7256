import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateApiKey } from '@flywheel/access';
import { Database } from '@flywheel/database';
import { UpsertContents, UpsertCreators, UpsertViewers } from '@flywheel/ingest';
import { seededRandom } from '@flywheel/primitives';
import { startServer, type Server } from '../serve/http/child.ts';
import { freshDatabase } from '../fresh-database.ts';
import { contents, people } from './sent-events.ts';

/** This program's edge over a database of its own with people and posts, and a key that may send events. */
export type IngestWorld = {
  readonly database: Database;
  readonly server: Server;
  readonly key: string;
  close(): Promise<void>;
};

const atOnce = 1000;

/** Makes the database beside `url` and starts the program on it: the edge alone, whose jobs run elsewhere. */
export async function openIngestWorld(url: string, environment: NodeJS.ProcessEnv = {}): Promise<IngestWorld> {
  const own = await freshDatabase(url, `flywheel_bench_ingest_${process.pid}`);
  const folder = mkdtempSync(join(tmpdir(), 'flywheel-bench-'));
  const database = new Database({ url: own.url, poolSize: 2 });
  await database.ready();
  await makePeople(database);
  const now = database.clock.now();
  const { secret: key } = await new CreateApiKey(database).run({ name: 'bench', scopes: ['events:write'], now });
  const server = await startServer(new URL('../../../apps/api/dist/main.js', import.meta.url), {
    env: {
      DATABASE_URL: own.url,
      DATABASE_URL_FILE: '',
      WORLD: 'live',
      PORT: '0',
      DATA_DIR: folder,
      SERVE: 'edge',
      EVENTS_PER_SECOND: '10000000',
      ...environment,
    },
  });
  const close = async (): Promise<void> => {
    await server.stop();
    await database.close();
    await own.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { database, server, key, close };
}

async function makePeople(database: Database): Promise<void> {
  const random = seededRandom('bench ingest');
  const acceptedAt = database.clock.now();
  await new UpsertCreators(database, random).run({ items: [{ id: 'creator', name: 'Creator' }], acceptedAt });
  const each = <T>(from: number, make: (n: number) => T): T[] => Array.from({ length: atOnce }, (_, n) => make(from + n));
  for (let from = 0; from < people; from += atOnce) {
    const items = each(from, (n) => ({ id: `viewer-${n}`, purposes: ['analytics', 'personalisation', 'ads'] }));
    await new UpsertViewers(database, random).run({ items, acceptedAt });
  }
  for (let from = 0; from < contents; from += atOnce) {
    const items = each(from, (n) => ({
      ...{ id: `content-${n}`, creator: 'creator', tags: [`tag-${n % 50}`] },
      publishedAt: '2026-02-01T00:00:00Z',
    }));
    await new UpsertContents(database, random).run({ items, acceptedAt });
  }
}
