/** `npm run replay -- stackexchange DIR [--json] [--seed N]`: a real site's days with ads, charges, books; made anew each run. */
import { parseArgs } from 'node:util';
import { Database } from '@flywheel/database';
import { openStage, ReplaySite } from '@flywheel/simulate';
import { progressBar } from '../import/progress-bar.ts';
import { tellRefusal } from '../import/tell-refusal.ts';
import { replayTable } from './replay-table.ts';

const usage = `Usage: npm run replay -- stackexchange DIR [--json] [--seed N]
  DIR holds a Stack Exchange dump: Users, Tags, Posts, Comments, Votes, Badges (.xml or .xml.gz)`;

/** Exit codes: 0 every difference is 0, 1 one is not, 2 called wrongly, 3 the dump can not be used. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, seed: { type: 'string', default: '42' } },
  });
  const [source, dir] = positionals;
  if (source !== 'stackexchange' || !dir || positionals.length !== 2) {
    console.error(usage);
    return 2;
  }
  const database = new Database({ url: process.env['DATABASE_URL'] ?? '', poolSize: 4, lateToDisk: true });
  try {
    await database.ready();
    const { seed } = values;
    const bar = progressBar(process.stderr);
    const stage = openStage({ database, seed });
    const result = await new ReplaySite(stage).run({
      dir,
      seed,
      onImport: ({ stage: step, file, done, total }) => bar.show(`${step} ${file}`, done, step === 'checking' ? undefined : total),
      onDay: ({ done, total, day }) => bar.show(`walking ${day}`, done, total),
    });
    bar.end();
    console.log(values.json ? JSON.stringify(result) : replayTable(result));
    return result.allZero ? 0 : 1;
  } finally {
    await database.close();
  }
}

process.exitCode = await main().catch((error: unknown) => tellRefusal(error, usage));
