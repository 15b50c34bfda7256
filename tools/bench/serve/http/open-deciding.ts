import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshDatabase } from '../../fresh-database.ts';
import { putLoad, startServer, type Server } from './child.ts';
import { makeWorld } from './world.ts';

/** This program deciding over a world of its own database. `bodies` names a file of requests, one a line. */
export type OpenDeciding = {
  campaigns: number;
  url: string;
  server: Server;
  key: string;
  bodies: string;
  requests: readonly string[];
  readySeconds: number;
  /** How many requests were decided while its leases were asked for; a shed one leaves no record. */
  replies: number;
  /** Stops the program and drops its database. */
  close(): Promise<void>;
};

export type DecidingSetting = { campaigns: number; folder: string; serve: 'edge' | 'edge,console'; tell: (line: string) => void };

const warmSeconds = 8;

/** Makes a database beside `url` with that many campaigns, starts the program on it and asks until its winners hold leases. */
export async function openDeciding(url: string, { campaigns, folder, serve, tell }: DecidingSetting): Promise<OpenDeciding> {
  const own = await freshDatabase(url, `flywheel_bench_${campaigns}_${process.pid}`);
  tell(`serve: ${campaigns} campaigns are made`);
  const world = await makeWorld(own.url, campaigns);
  const bodies = join(folder, `bodies-${campaigns}.ndjson`);
  writeFileSync(bodies, world.bodies.join('\n'));
  const began = performance.now();
  const server = await startServer(new URL('../../../../apps/api/dist/main.js', import.meta.url), {
    env: { DATABASE_URL: own.url, DATABASE_URL_FILE: '', WORLD: 'live', PORT: '0', DATA_DIR: folder, SERVE: serve },
    withinMs: 300_000,
  });
  const readySeconds = (performance.now() - began) / 1000;
  tell(`serve: ready with ${campaigns} campaigns after ${readySeconds.toFixed(1)} s`);
  const warm = await putLoad({ url: server.url, key: world.key, bodies, seconds: warmSeconds, connections: 16, rate: 500 });
  const close = async (): Promise<void> => {
    await server.stop();
    await own.drop();
  };
  return {
    campaigns,
    url: own.url,
    server,
    key: world.key,
    bodies,
    requests: world.bodies,
    readySeconds,
    replies: warm.served,
    close,
  };
}
