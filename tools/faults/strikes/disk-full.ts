import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, rmdirSync, statSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Outcome, Skipped, Suite } from '../fault.ts';
import { underLoad } from '../under-load.ts';

const roomMb = 12;
const largeMb = 512;
const fullMs = 1500;
const mostMs = 60_000;

/** The database lies on a disk of its own that runs out of room; some time later there is room again. */
export const diskFull: Fault = {
  name: 'disk-full',
  says: `the disk of the database has room for ${roomMb} MB more: it refuses when that is used, and goes on with room again`,
  run: async (suite) => {
    const folder = join(suite.cluster.dataDir, 'small-disk');
    mkdirSync(folder, { recursive: true });
    const refused = mount(['-t', 'tmpfs', '-o', `size=${largeMb}m`, 'tmpfs', folder]);
    if (refused !== undefined) return { skipped: `tmpfs can not be mounted: ${refused}` };
    const unmount = (): void => void spawnSync('umount', ['-l', folder]);
    process.once('exit', unmount);
    try {
      return await onDisk(suite, folder);
    } finally {
      await suite.cluster.ask('DROP TABLESPACE IF EXISTS small_disk');
      unmount();
      process.off('exit', unmount);
      rmdirSync(folder);
    }
  },
};

async function onDisk(suite: Suite, folder: string): Promise<Outcome | Skipped> {
  const { uid, gid } = statSync(suite.cluster.folder());
  chownSync(folder, uid, gid);
  await suite.cluster.ask(`CREATE TABLESPACE small_disk LOCATION '${folder}'`);
  const seen = { refusals: 0, health: 0 };
  return underLoad(suite, {
    name: 'disk-full',
    tablespace: 'small_disk',
    mostSeconds: 10,
    strike: async ({ load, apiUrl }) => {
      const { blocks, bfree, bsize } = statfsSync(folder);
      mount(['-o', `remount,size=${(blocks - bfree) * bsize + roomMb * 1_048_576}`, folder]);
      await full(folder);
      const before = load.retries;
      await sleep(fullMs);
      seen.refusals = load.retries - before;
      seen.health = (await fetch(`${apiUrl}/health`)).status;
      mount(['-o', `remount,size=${largeMb}m`, folder]);
      return [await load.recover()];
    },
    also: async () => (seen.refusals > 0 ? [] : [`nothing was refused while the disk was full (health said ${seen.health})`]),
  });
}

/** Until less room is left than a table grows by. */
async function full(folder: string): Promise<void> {
  const from = performance.now();
  while (performance.now() - from < mostMs) {
    const { bfree, bsize } = statfsSync(folder);
    if (bfree * bsize < 65_536) return;
    await sleep(20);
  }
  throw new Error('the disk did not fill up');
}

function mount(args: string[]): string | undefined {
  const { status, stderr, error } = spawnSync('mount', args);
  return status === 0 ? undefined : (error?.message ?? stderr.toString().trim());
}
