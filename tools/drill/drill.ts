import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@flywheel/database';
import { compareTables, loadBackup, writeBackup, type BackupProgress, type Compared } from '@flywheel/database/backup';
import { verifyRecords, type Verification } from '@flywheel/settle/evidence';
import { combinedHash } from './combined-hash.ts';

/** What a drill found. `same`: every row, hash, balance and link of the backup is in the restored database. */
export type Drilled = {
  readonly same: boolean;
  readonly takenAt: string;
  readonly tables: Compared[];
  readonly rows: number;
  /** One hash over all tables' hashes, of the backup and of what became of it. */
  readonly written: string;
  readonly restored: string;
  readonly trialBalanceSha256: string;
  readonly verification: Verification;
  readonly headsStand: boolean;
  readonly dumpSeconds: number;
  readonly restoreSeconds: number;
  readonly verifySeconds: number;
};

type Request = {
  /** The database that is backed up, and an empty one that is restored into. */
  readonly url: string;
  readonly scratchUrl: string;
  readonly world: string;
  /** Public keys that signed its checkpoints. */
  readonly keys: readonly string[];
  readonly onProgress?: BackupProgress;
};

/** Backs a database up, restores it beside, and compares: rows and hash of every table, the trial balance, the chain and its heads. */
export async function drill({ url, scratchUrl, world, keys, onProgress }: Request): Promise<Drilled> {
  const folder = mkdtempSync(join(tmpdir(), 'flywheel-drill-'));
  const progress = onProgress ? { onProgress } : {};
  try {
    const dump = await timed(() => writeBackup({ url, world, dir: join(folder, 'backup'), ...progress }));
    const load = await timed(() => loadBackup({ url: scratchUrl, dir: join(folder, 'backup'), ...progress }));
    if (load.value.outcome === 'refused') throw new Error(load.value.sentence);
    const tables = await compareTables(scratchUrl, dump.value);
    const check = await timed(() => verifyRestored(scratchUrl, keys, dump.value.heads));
    const written = combinedHash(dump.value.tables.filter(({ name }) => tables.some((each) => each.name === name)));
    const restored = combinedHash(tables);
    return {
      same: tables.every(({ same }) => same) && written === restored && check.value.verification.good && check.value.headsStand,
      takenAt: dump.value.takenAt,
      tables,
      rows: tables.reduce((sum, table) => sum + table.rows, 0),
      written,
      restored,
      trialBalanceSha256: dump.value.trialBalanceSha256,
      ...check.value,
      dumpSeconds: dump.seconds,
      restoreSeconds: load.seconds,
      verifySeconds: check.seconds,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Heads = Readonly<Record<string, { readonly seq: string; readonly hash: string }>>;

async function verifyRestored(url: string, keys: readonly string[], heads: Heads): Promise<Pick<Drilled, 'verification' | 'headsStand'>> {
  const database = new Database({ url, poolSize: 1 });
  try {
    return await database.inSnapshot(async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      let headsStand = true;
      for (const [stream, { seq, hash }] of Object.entries(heads)) {
        if (seq === '0') continue;
        const { rowCount } = await tx.query(`SELECT 1 FROM chain_link WHERE stream = $1 AND seq = $2 AND hash = decode($3, 'hex')`, [
          stream,
          seq,
          hash,
        ]);
        headsStand &&= rowCount === 1;
      }
      return { headsStand, verification: await verifyRecords(tx, { outside: [], keys }) };
    });
  } finally {
    await database.close();
  }
}

async function timed<T>(run: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const began = performance.now();
  const value = await run();
  return { value, seconds: (performance.now() - began) / 1000 };
}
