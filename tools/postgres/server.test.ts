import { describe, expect, it } from 'vitest';
import { explainRefusal, freePort } from './server.mjs';

describe('a server that does not start', () => {
  it('is explained in a sentence where no retry can help', () => {
    expect(explainRefusal('FATAL:  could not write lock file: No space left on device', '/d')?.message).toMatch(/disk is full/);
    expect(explainRefusal('FATAL:  database files are incompatible with server', '/d')?.message).toMatch(/another version/);
  });

  it('is tried again where the cause passes by itself', () => {
    expect(explainRefusal('FATAL:  lock file "postmaster.pid" already exists', '/d')).toBeUndefined();
    expect(explainRefusal('FATAL:  pre-existing shared memory block is still in use', '/d')).toBeUndefined();
  });
});

it('a free port is a port number above the reserved ones', async () => {
  const port = await freePort();
  expect(port).toBeGreaterThan(1023);
  expect(port).toBeLessThan(65_536);
});
