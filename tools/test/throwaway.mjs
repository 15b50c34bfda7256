/** A folder and a database server that exist for one test run. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openEmbedded } from '../setup/database.mjs';
import { beforeEnd } from '../setup/lifecycle.mjs';

/** Returns the `folder`, the `dataDir` in it and its `server`; all are gone when this process ends. */
export const openThrowaway = async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'flywheel-test-'));
  chmodSync(folder, 0o711); // as root, the server's account has to get through
  const dataDir = path.join(folder, 'state');
  mkdirSync(dataDir);
  const held = { cluster: undefined };
  beforeEnd(() => {
    if (held.cluster && !held.cluster.startsWith(folder)) rmSync(path.dirname(held.cluster), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });
  const server = await openEmbedded({ dataDir, purpose: `test ${process.pid}`, throwaway: true });
  held.cluster = server.cluster;
  return { folder, dataDir, server };
};
