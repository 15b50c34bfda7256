/** The two test runners, each on its part of the throwaway stack. */
import path from 'node:path';
import { findBrowser } from '../browser/find-browser.mjs';
import { startApi } from '../setup/api.mjs';
import { readSettings } from '../setup/arguments.mjs';
import { run, runScript } from '../setup/child.mjs';
import { migrateDatabase } from '../setup/database.mjs';
import { endAll } from '../setup/lifecycle.mjs';
import { stripFlags } from '../setup/node-version.mjs';
import { say } from '../setup/progress.mjs';
import { Sentence } from '../setup/sentence.mjs';
import { inside } from '../setup/workspace.mjs';
import { databaseOf, ensureDatabase } from '../setup/worlds.mjs';
import { tallyFile, tallyPlaywright, tallyVitest } from './tally.mjs';

/** Unit, scenario and architecture tests; `args` go to Vitest (file names narrow the run). */
export const runVitest = async ({ folder, server }, args) => {
  const report = path.join(folder, 'vitest.json');
  const vitest = [
    inside('node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ];
  await run(process.execPath, vitest, { env: { ...process.env, TEST_DATABASE_URL: server.url('postgres') } }).ended;
  return tallyFile(report, tallyVitest);
};

/** A demo of its own at a free port; resolves to its address once the demo is seeded. */
const openStack = async ({ dataDir, server, logFile }) => {
  const name = databaseOf('demo');
  await ensureDatabase(server.client, name);
  const url = server.url(name);
  await migrateDatabase(url);
  const env = { DATABASE_URL: url, WORLD: 'demo', DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0' };
  const address = await startApi({ env, gaveUp: () => void endAll(1), logFile });
  const { code } = await runScript('tools/seed-demo.ts', [], { env: { ...process.env, ...env, API_URL: address } }).ended;
  if (code !== 0) throw new Sentence('The demo for the browser tests could not be seeded.');
  return address;
};

/** The browser tests on a full stack; `stories` narrow the run to those files. */
export const runPlaywright = async (throwaway, stories) => {
  const browser = await findBrowser();
  say(`Browser tests in ${browser.file}`);
  // Kept when the throwaway state goes: a story that fails is read there.
  const logFile = path.join(readSettings([]).dataDir, 'test-api.log');
  const address = await openStack({ ...throwaway, logFile });
  const report = path.join(throwaway.folder, 'playwright.json');
  const cli = [...stripFlags(), inside('node_modules/@playwright/test/cli.js'), 'test', ...stories];
  const env = { BASE_URL: address, BROWSER_FILE: browser.file, BROWSER_ENV: JSON.stringify(browser.env), PLAYWRIGHT_REPORT: report };
  await run(process.execPath, cli, { env: { ...process.env, ...env, DATA_DIR: throwaway.dataDir } }).ended;
  return tallyFile(report, tallyPlaywright);
};
