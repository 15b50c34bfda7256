/** Finds a Chromium for the tests, or brings one: the first of the chain that answers `--version` is taken. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { say } from '../setup/progress.mjs';
import { Sentence } from '../setup/sentence.mjs';
import { packagedBrowser } from './packaged-browser.mjs';

const names = ['chromium', 'chromium-headless-shell', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macBrowser = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

const answers = (file, env = {}) => spawnSync(file, ['--version'], { timeout: 20_000, env: { ...process.env, ...env } }).status === 0;

const playwrightsOwn = async () => {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return file && existsSync(file) && answers(file) ? { file } : undefined;
};

/** The first browser on PATH that runs. */
export const systemBrowser = (searchPath = process.env.PATH ?? '') => {
  const places = searchPath.split(path.delimiter).filter(Boolean);
  const found = names.flatMap((name) => places.map((place) => path.join(place, name))).find((file) => existsSync(file) && answers(file));
  if (found) return { file: found };
  return process.platform === 'darwin' && existsSync(macBrowser) ? { file: macBrowser } : undefined;
};

/** Debian and its relatives have one; only root may install it. */
const aptBrowser = () => {
  if (process.platform !== 'linux' || process.getuid() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return undefined;
  say('Installing a browser with apt-get …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env, timeout: 120_000 });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, timeout: 300_000 });
  return systemBrowser();
};

/**
 * Returns `{ file, env }`: the program and what its environment needs beside ours. Order: CHROMIUM_PATH, Playwright's own, the system's,
 * the one on the npm registry, apt. Refuses with a sentence where none is to be had.
 */
export const findBrowser = async (variables = process.env) => {
  const given = variables.CHROMIUM_PATH;
  if (given) {
    if (answers(given)) return { file: given, env: {} };
    throw new Sentence(`CHROMIUM_PATH names ${given}, which does not run: correct it, or leave it out and one is searched.`);
  }
  const packaged = async () => {
    const found = await packagedBrowser().catch((error) => say(`The packaged browser cannot be used: ${error.message}`));
    return found && answers(found.file, found.env) ? found : undefined;
  };
  const found = (await playwrightsOwn()) ?? systemBrowser(variables.PATH) ?? (await packaged()) ?? aptBrowser();
  if (found) return { env: {}, ...found };
  throw new Sentence('No browser was found for the tests: install Chromium, set CHROMIUM_PATH, or skip them with SKIP_BROWSER=1.');
};
