/**
 * `node tools/run.mjs prove-replay [--decisions N] [--copies N]`: makes a busy platform decide N times (default 10,000), restarts it, moves
 * its configuration, model and index on, has another process make every decision again from the database alone, and alters one input in
 * each of N copies (default 1,000). Prints its figures.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Database } from '@flywheel/database';
import { readDecisionIds, readStoredDecisions } from '@flywheel/database/decisions';
import type { Id } from '@flywheel/primitives';
import type { TokenKeys } from '@flywheel/runtime';
import type { ReplayTally } from '@flywheel/serve/replay';
import { addCoverage, coverageOf, type Coverage } from '../../tests/fixtures/coverage-of.ts';
import { findAltered } from '../../tests/fixtures/find-altered.ts';
import { ReplayedWorld } from '../../tests/fixtures/replayed-world.ts';

const rulesAtLeast = 0.1;
const kindsAtLeast = 0.03;
const pageDecisions = 1000;

/** Exit codes: 0 all holds, 1 something does not, 2 called wrongly. */
async function main(): Promise<number> {
  const asked = readCounts(process.argv.slice(2));
  if (!asked) {
    console.error('Call it with --decisions N and --copies N, whole numbers above 0, or with neither.');
    return 2;
  }
  const { decisions, copies } = asked;
  const url = process.env['DATABASE_URL'] ?? '';
  const world = new ReplayedWorld(url);
  try {
    await world.open({ crowd: 5000 });
    await world.decide(decisions, (done) => done % 1000 === 0 && console.error(`${done} decided`));
    await world.moveOn();
    const { coverage, bytes } = await measure(world.world.database);
    const tally = await inAnotherProcess(url, world.world.keys);
    const altered = await findAltered(world.world.database, world.world.keys.auctionKey, copies);
    const figures = { decisions, coverage, bytesPerDecision: Math.round(bytes / decisions), ...tally, told: tally.told.slice(0, 3) };
    console.log(JSON.stringify(figures, null, 2));
    console.log(`${altered.copies} altered copies of ${altered.inputs.size} inputs, ${altered.unnamed.length} not named`);
    for (const line of altered.unnamed.slice(0, 20)) console.log(`  ${line}`);
    const thin = Object.entries(coverage).filter(([kind, count]) => count < decisions * (kind in rules ? rulesAtLeast : kindsAtLeast));
    for (const [kind, count] of thin) console.log(`too few of ${kind}: ${count}`);
    return tally.same === decisions && altered.unnamed.length === 0 && thin.length === 0 ? 0 : 1;
  } finally {
    await world.close();
  }
}

function readCounts(args: string[]): { decisions: number; copies: number } | undefined {
  try {
    const options = { decisions: { type: 'string', default: '10000' }, copies: { type: 'string', default: '1000' } } as const;
    const { values } = parseArgs({ args, options });
    const counts = { decisions: Number(values.decisions), copies: Number(values.copies) };
    return Object.values(counts).every((each) => Number.isInteger(each) && each > 0) ? counts : undefined;
  } catch {
    return undefined;
  }
}

const rules: Readonly<Record<string, true>> = { first: true, second: true, gsp: true, vcg: true };

async function measure(database: Database): Promise<{ coverage: Coverage; bytes: number }> {
  let coverage = coverageOf([]);
  let bytes = 0;
  for (let after: Id<'dec'> | undefined; ;) {
    const ids = await readDecisionIds(database.read, after, pageDecisions);
    if (ids.length === 0) return { coverage, bytes };
    const records = (await readStoredDecisions(database.read, ids)).map((each) => each.record);
    coverage = addCoverage(coverage, coverageOf(records));
    bytes += records.reduce((sum, each) => sum + each.length, 0);
    after = ids.at(-1);
  }
}

/** A process that shares nothing with this one but the database and the secret. */
async function inAnotherProcess(url: string, keys: TokenKeys): Promise<ReplayTally & { seconds: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'flywheel-replay-'));
  try {
    writeFileSync(join(dataDir, 'token-keys.json'), JSON.stringify(keys), { mode: 0o600 });
    const script = new URL('../replay-decisions/main.ts', import.meta.url).pathname;
    const env = { ...process.env, DATABASE_URL: url, DATA_DIR: dataDir };
    const flags = process.execArgv.filter((each) => each.startsWith('--experimental'));
    const ran = promisify(execFile)(process.execPath, [...flags, script, '--json'], { env, maxBuffer: 64 * 1024 * 1024 });
    const { stdout } = await ran.catch((error: unknown) => error as { stdout: string });
    return JSON.parse(stdout) as ReplayTally & { seconds: number };
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

process.exitCode = await main();
