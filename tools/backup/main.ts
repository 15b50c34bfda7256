/** `npm run backup [--world live] --to DIR`: everything that a world holds at one moment, in a new folder, while it goes on working. */
import { parseArgs } from 'node:util';
import { writeBackup } from '@flywheel/database/backup';
import { progressBar } from '../import/progress-bar.ts';

const usage = `Usage: npm run backup -- [--world demo|live|replay] --to DIR
  DIR is made by it. DIR/people says who the pseudonyms are: throw it away after 30 days at most.`;

/** Exit codes: 0 written, 1 not written, 2 called wrongly. */
async function main(): Promise<number> {
  const { values } = parseArgs({ args: process.argv.slice(2), options: { world: { type: 'string' }, to: { type: 'string' } } });
  if (!values.to) {
    console.error(usage);
    return 2;
  }
  const began = performance.now();
  const bar = progressBar(process.stderr);
  const manifest = await writeBackup({
    url: process.env['DATABASE_URL'] ?? '',
    world: process.env['WORLD'] ?? 'live',
    dir: values.to,
    onProgress: ({ table, done, total }) => bar.show(`writing ${table}`, done, total),
  });
  bar.end();
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${manifest.tables.length} tables, ${rows} rows as of ${manifest.takenAt}, in ${values.to}, in ${seconds} s`);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
