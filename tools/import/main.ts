/** `npm run import -- stackexchange DIR [--json] [--counters FILE]` · `npm run import -- taxonomy FILE.tsv [--json]` */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Database } from '@flywheel/database';
import { readDumpCounters } from '@flywheel/ingest';
import { progressBar } from './progress-bar.ts';
import { tellRefusal } from './tell-refusal.ts';
import { openImports } from './open-imports.ts';

const usage = `Usage:
  npm run import -- stackexchange DIR [--json] [--counters FILE]
      a Stack Exchange dump: Users, Tags, Posts, Comments, Votes, Badges (.xml or .xml.gz)
  npm run import -- taxonomy FILE.tsv [--json]
      the full IAB Content Taxonomy 3.1`;

/** Exit codes of every tool: 0 done, 2 called wrongly, 3 the input can not be used. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, counters: { type: 'string' } },
  });
  const [source, input] = positionals;
  if (!input || positionals.length !== 2 || !(source === 'stackexchange' || source === 'taxonomy')) return complain(usage);
  const database = new Database({ url: process.env['DATABASE_URL'] ?? '', poolSize: 4 });
  try {
    await database.ready();
    return source === 'taxonomy' ? await importTaxonomy(database, input, values.json) : await importDump(database, input, values);
  } finally {
    await database.close();
  }
}

async function importDump(database: Database, dir: string, options: { json: boolean; counters?: string | undefined }): Promise<number> {
  const bar = progressBar(process.stderr);
  const result = await openImports(database).stackExchange.run({
    dir,
    acceptedAt: database.clock.now(),
    onProgress: ({ stage, file, done, total }) => bar.show(`${stage} ${file}`, done, stage === 'checking' ? undefined : total),
  });
  bar.end();
  if (options.counters) await writeFile(options.counters, `${JSON.stringify(await readDumpCounters(database.read))}\n`);
  const { received, stored, quarantined, duplicate } = result;
  const identityHolds = received === stored + quarantined + duplicate;
  if (options.json) console.log(JSON.stringify({ source: 'stackexchange', ...result, identityHolds }));
  else {
    const sum = `${stored} stored + ${quarantined} quarantined + ${duplicate} duplicate`;
    console.log(`${received} received = ${sum}${identityHolds ? '' : '  DOES NOT HOLD'}`);
  }
  return identityHolds ? 0 : 1;
}

async function importTaxonomy(database: Database, file: string, json: boolean): Promise<number> {
  const result = await openImports(database).taxonomy.run({ file });
  console.log(json ? JSON.stringify({ source: 'taxonomy', ...result }) : `${result.nodes} nodes of the taxonomy loaded`);
  return 0;
}

function complain(text: string): number {
  console.error(text);
  return 2;
}

process.exitCode = await main().catch((error: unknown) => tellRefusal(error, usage));
