/** `npm run restore -- --from DIR [--world live] [--replace] [--erasures FILE]`: a backup into an empty database. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadBackup } from '@flywheel/database/backup';
import { readErasureList } from '@flywheel/runtime/evidence';
import { openRoles } from '../migrate/open-roles.ts';
import { progressBar } from '../import/progress-bar.ts';

const usage = `Usage: npm run restore -- --from DIR [--world demo|live|replay] [--replace] [--erasures FILE]
  --replace drops what the database holds now. --erasures names a list of people who were erased after the backup was taken, besides
  DATA_DIR/erasures/<world>.jsonl and what the replaced database says.`;

/** Exit codes: 0 restored, 1 refused or failed (the database is as it was, or empty), 2 called wrongly. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    options: {
      world: { type: 'string' },
      from: { type: 'string' },
      replace: { type: 'boolean', default: false },
      erasures: { type: 'string' },
    },
  });
  if (!values.from) {
    console.error(usage);
    return 2;
  }
  const [dataDir, world] = [process.env['DATA_DIR'] ?? '.data', process.env['WORLD'] ?? 'live'];
  const began = performance.now();
  const bar = progressBar(process.stderr);
  const url = process.env['MIGRATE_DATABASE_URL'] || (process.env['DATABASE_URL'] ?? '');
  const restored = await loadBackup({
    url,
    dir: values.from,
    replace: values.replace,
    erased: [join(dataDir, 'erasures', `${world}.jsonl`), ...(values.erasures ? [values.erasures] : [])].flatMap(readErasureList),
    onProgress: ({ table, done, total }) => bar.show(`loading ${table}`, done, total),
  });
  bar.end();
  if (restored.outcome === 'refused') {
    console.error(`Nothing was restored: ${restored.sentence}.`);
    return 1;
  }
  await openRoles(url, (line) => console.error(line));
  const { manifest, people, erased, linked } = restored;
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${manifest.tables.length} tables, ${rows} rows as of ${manifest.takenAt}, in ${seconds} s; ${linked} rows linked anew`);
  console.log(people ? `${erased} people erased again` : `without the identity map; ${erased} people erased again`);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
