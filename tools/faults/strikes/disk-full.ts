import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../stand/cluster.ts';
import type { Fault, Outcome, Skipped, Suite } from '../fault.ts';
import { underLoad } from '../under-load.ts';

const smallMb = 32;
const largeMb = 512;
const fullMs = 1500;

/** The database lies on a disk of 32 MB until that is full; some time later there is room again. */
export const diskFull: Fault = {
  name: 'disk-full',
  says: `the disk of the database (${smallMb} MB) fills up: it refuses; with room again it goes on`,
  run: async (suite) => {
    const folder = join(suite.cluster.dataDir, 'small-disk');
    mkdirSync(folder, { recursive: true });
    const mounted = mount(['-t', 'tmpfs', '-o', `size=${smallMb}m`, 'tmpfs', folder]);
    if (mounted !== undefined) return { skipped: `tmpfs can not be mounted: ${mounted}` };
    try {
      return await onSmallDisk(suite, folder);
    } finally {
      await suite.cluster.ask('DROP TABLESPACE IF EXISTS small_disk');
      spawnSync('umount', [folder]);
      rmdirSync(folder);
    }
  },
};

async function onSmallDisk(suite: Suite, folder: string): Promise<Outcome | Skipped> {
  const { uid, gid } = statSync(suite.cluster.folder());
  chownSync(folder, uid, gid);
  await suite.cluster.ask(`CREATE TABLESPACE small_disk LOCATION '${folder}'`);
  let refusals = 0;
  return underLoad(suite, {
    name: 'disk-full',
    tablespace: 'small_disk',
    mostSeconds: 10,
    strike: async ({ load, apiUrl }) => {
      await full(folder, suite.cluster);
      const before = load.retries;
      await new Promise((resolve) => setTimeout(resolve, fullMs));
      refusals = load.retries - before;
      if ((await fetch(`${apiUrl}/health`)).status >= 500) suite.tell('disk-full: health says that the database is away');
      mount(['-o', `remount,size=${largeMb}m`, folder]);
      return [await load.recover()];
    },
    also: async () => (refusals > 0 ? [] : ['nothing was refused while the disk was full']),
  });
}

/** Until less than a page of the disk is free, or nothing grows any more. */
async function full(folder: string, cluster: Cluster): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 50) {
    const [, line = ''] = spawnSync('df', ['--output=avail', '-k', folder]).stdout.toString().split('\n');
    if (Number(line) < 64) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { rows } = await cluster.ask(`SELECT pg_size_pretty(pg_tablespace_size('small_disk')) AS size`);
  throw new Error(`the small disk did not fill up: ${(rows[0] as { size: string }).size}`);
}

function mount(args: string[]): string | undefined {
  const { status, stderr, error } = spawnSync('mount', args);
  return status === 0 ? undefined : (error?.message ?? stderr.toString().trim());
}
