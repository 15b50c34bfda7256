/**
 * `node tools/run.mjs replay-decisions [--world demo|live] [--most N] [--json]`: makes every stored decision once more, from the database
 * and the deployment's secret alone. Changes nothing.
 */
import { parseArgs } from 'node:util';
import { Database } from '@flywheel/database';
import { loadTokenKeys } from '@flywheel/runtime';
import { ReplayDecisions, type ReplayTally } from '@flywheel/serve/replay';

/** Exit codes: 0 no difference, 1 a difference, 2 called wrongly. */
async function main(): Promise<number> {
  const asked = readOptions(process.argv.slice(2));
  if (!asked) {
    console.error('Call it with --world demo|live, --most N (a whole number above 0) and --json, or with none of them.');
    return 2;
  }
  const { most, json } = asked;
  const database = new Database({ url: process.env['DATABASE_URL'] ?? '', poolSize: 2 });
  try {
    await database.ready();
    const began = performance.now();
    const { auctionKey } = loadTokenKeys(process.env['DATA_DIR'] ?? '.data');
    const onProgress = ({ replayed, different }: ReplayTally): void => console.error(`${replayed} replayed, ${different} different`);
    const tally = await new ReplayDecisions(database, auctionKey).run({ most, onProgress });
    const seconds = (performance.now() - began) / 1000;
    console.log(json ? JSON.stringify({ ...tally, seconds }) : tell(tally, seconds));
    return tally.different === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

function readOptions(args: string[]): { most: number | undefined; json: boolean } | undefined {
  try {
    const options = { world: { type: 'string' }, most: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
    const { values } = parseArgs({ args, options });
    const most = values.most === undefined ? undefined : Number(values.most);
    return most === undefined || (Number.isInteger(most) && most > 0) ? { most, json: values.json } : undefined;
  } catch {
    return undefined;
  }
}

function tell({ replayed, same, different, erased, told }: ReplayTally, seconds: number): string {
  const lines = told.flatMap(({ decision, differences }) => [
    decision,
    ...differences.slice(0, 5).map((each) => `  ${each.sentence}`),
    ...(differences.length > 5 ? [`  and ${differences.length - 5} more`] : []),
  ]);
  const figures = `${replayed} decisions in ${seconds.toFixed(1)} s: ${same} the same, ${different} different, ${erased} erased`;
  return [...lines, figures].join('\n');
}

process.exitCode = await main();
