import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@flywheel/database';
import { createLogger, readEnv } from '@flywheel/runtime';
import { afterAll, beforeAll } from 'vitest';
import { startApi, type RunningApi } from '../../apps/api/src/start-api.ts';
import { useTestDatabase } from './database.ts';

/** The whole program of one test file, on a database of its own and a free port. */
export type ApiUnderTest = {
  readonly url: string;
  readonly database: Database;
};

const startMs = 60_000;

/** Starts the api for the calling test file and stops it after its last test; `settings` are environment variables. */
export function useRunningApi(settings: Readonly<Record<string, string>> = {}): ApiUnderTest {
  const fresh = useTestDatabase();
  let running: RunningApi | undefined;
  let dataDir: string | undefined;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'flywheel-test-'));
    const env = readEnv({ WORLD: 'demo', PORT: '0', DATA_DIR: dataDir, DATABASE_URL: fresh.url, ...settings });
    running = await startApi(env, createLogger(process.env['TEST_LOG'] ?? 'silent'));
  }, startMs);
  afterAll(async () => {
    await running?.stop();
    if (dataDir) rmSync(dataDir, { recursive: true, force: true });
  });
  const started = (): RunningApi => {
    if (!running) throw new Error('the api is there only while tests and their hooks run');
    return running;
  };
  return {
    get url() {
      return started().url;
    },
    get database() {
      return started().database;
    },
  };
}
