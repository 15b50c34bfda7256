/**
 * `npm run verify [--world live] [--json] [--checkpoints DIR]`: recomputes the chain over entries, audit events and sealed batches, and
 * holds it against the signed checkpoints, those of the database and the copies outside it. Changes nothing.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Database } from '@flywheel/database';
import { CheckpointFolder, CheckpointKey } from '@flywheel/runtime/evidence';
import { VerifyRecords, type Verification } from '@flywheel/settle/evidence';
import { progressBar } from '../import/progress-bar.ts';

/** Exit codes: 0 nothing was changed, 1 something was, 2 called wrongly. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    options: { world: { type: 'string' }, json: { type: 'boolean', default: false }, checkpoints: { type: 'string' } },
  });
  if (values.checkpoints !== undefined && !existsSync(values.checkpoints)) {
    console.error(`--checkpoints: there is no folder ${values.checkpoints}.`);
    return 2;
  }
  const dataDir = process.env['DATA_DIR'] ?? '.data';
  const folder = new CheckpointFolder(values.checkpoints ?? join(dataDir, 'checkpoints', process.env['WORLD'] ?? 'live'));
  const database = new Database({ url: process.env['DATABASE_URL'] ?? '', poolSize: 2 });
  try {
    await database.ready();
    const bar = progressBar(process.stderr);
    const began = performance.now();
    const verification = await new VerifyRecords(database).run({
      outside: folder.read(),
      keys: [...folder.keys(), ...ownKey(dataDir)],
      onProgress: (stream, links) => bar.show(`verifying ${stream}`, Number(links)),
    });
    bar.end();
    const seconds = (performance.now() - began) / 1000;
    console.log(values.json ? toJson(verification, seconds) : tell(verification, seconds));
    return verification.good ? 0 : 1;
  } finally {
    await database.close();
  }
}

/** The key of this deployment is trusted too, where it lies in the data folder or was given. */
function ownKey(dataDir: string): string[] {
  const file = process.env['CHECKPOINT_KEY_FILE'] || join(dataDir, 'checkpoint-key.pem');
  const pem = process.env['CHECKPOINT_KEY'] || (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  return pem === undefined ? [] : [new CheckpointKey(pem).publicPem];
}

function toJson(verification: Verification, seconds: number): string {
  return JSON.stringify({ ...verification, seconds }, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

function tell({ streams, checkpoints, checkpointFaults }: Verification, seconds: number): string {
  const lines = streams.map(({ stream, links, fault }) =>
    fault
      ? `${stream}: FIRST BAD ROW seq ${fault.seq ?? '-'}, id ${fault.id ?? '-'}, ${fault.differs}: ${fault.sentence}`
      : `${stream}: ${links} links, nothing was changed`,
  );
  const signed = checkpointFaults.map(({ day, differs, sentence }) => `checkpoint ${day}: ${differs}: ${sentence}`);
  return [...lines, ...signed, `${checkpoints} checkpoints hold; verified in ${seconds.toFixed(1)} s`].join('\n');
}

process.exitCode = await main();
