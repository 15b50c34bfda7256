/** `npm run drill [--world live] [--json]`: a backup, restored beside in a scratch database, compared, and dropped again. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CheckpointFolder, loadCheckpointKey } from '@flywheel/runtime/evidence';
import pg from 'pg';
import { progressBar } from '../import/progress-bar.ts';
import { drill, type Drilled } from './drill.ts';

/** Exit codes: 0 what was restored is what was backed up, 1 it is not. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    options: { world: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [dataDir, world] = [process.env['DATA_DIR'] ?? '.data', process.env['WORLD'] ?? 'live'];
  const url = process.env['MIGRATE_DATABASE_URL'] || (process.env['DATABASE_URL'] ?? '');
  const keys = [...new CheckpointFolder(join(dataDir, 'checkpoints', world)).keys(), loadCheckpointKey(dataDir).publicPem];
  const bar = progressBar(process.stderr);
  const onProgress = ({ table, done, total }: { table: string; done: number; total: number }): void => bar.show(table, done, total);
  const drilled = await withScratch(url, (scratchUrl) => drill({ url, scratchUrl, world, keys, onProgress }));
  bar.end();
  const print = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
  console.log(values.json ? JSON.stringify(drilled, print) : tell(drilled));
  return drilled.same ? 0 : 1;
}

/** A database beside the given one, dropped at the end. The user must be allowed to create databases. */
async function withScratch<T>(url: string, use: (scratchUrl: string) => Promise<T>): Promise<T> {
  const name = `flywheel_drill_${process.pid}`;
  const scratch = new URL(url);
  scratch.pathname = `/${name}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    return await use(scratch.href);
  } finally {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
  }
}

function tell(drilled: Drilled): string {
  const { tables, rows, verification } = drilled;
  const rto = drilled.restoreSeconds + drilled.verifySeconds;
  return [
    ...tables.filter(({ same }) => !same).map(({ name }) => `${name}: DIFFERS`),
    `${tables.length} tables, ${rows} rows`,
    `tables written   ${drilled.written}`,
    `tables restored  ${drilled.restored}`,
    `trial balance    ${drilled.trialBalanceSha256}`,
    ...verification.streams.map(
      ({ stream, links, fault }) => `${stream}: ${fault ? `${fault.differs} at ${fault.seq}` : `${links} links hold`}`,
    ),
    ...verification.checkpointFaults.map(({ day, sentence }) => `checkpoint ${day}: ${sentence}`),
    `RPO: what is committed after ${drilled.takenAt} is not in it; written in ${drilled.dumpSeconds.toFixed(1)} s`,
    `RTO: ${rto.toFixed(1)} s (restored in ${drilled.restoreSeconds.toFixed(1)} s, verified in ${drilled.verifySeconds.toFixed(1)} s)`,
    drilled.same ? 'EQUAL' : 'NOT EQUAL',
  ].join('\n');
}

process.exitCode = await main();
