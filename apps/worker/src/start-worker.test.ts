import { readEnv } from '@flywheel/runtime';
import { describe, expect, it } from 'vitest';
import { startWorker } from './start-worker.ts';

describe('startWorker', () => {
  it('refuses to start without REDIS_URL and says why', async () => {
    const env = readEnv({ DATABASE_URL: 'postgresql://127.0.0.1:1/none' });
    await expect(startWorker(env, { info: () => undefined, error: () => undefined })).rejects.toThrow(
      'the api process runs all jobs itself',
    );
  });
});
