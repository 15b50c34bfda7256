/** Brings node_modules to what package-lock.json says, once per change of the lock. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { startStep } from './progress.mjs';
import { Sentence, explainFullDisk } from './sentence.mjs';
import { inside, root } from './workspace.mjs';

const stampFile = inside('node_modules/.flywheel-lock');

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** Whether an installed tree (npm's own record) holds every package that the lock demands here, at its version. */
export const agrees = (lock, installed) =>
  Object.entries(lock.packages).every(([place, wanted]) => {
    if (place === '' || wanted.link || !place.includes('node_modules/')) return true;
    const found = installed.packages[place];
    return found ? found.version === wanted.version : wanted.optional === true || wanted.devOptional === true || wanted.peer === true;
  });

/** PATH without this repository's own programs: npm must not run on a Node that it is about to replace. */
const outerPath = () =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !path.resolve(folder).startsWith(inside('node_modules')))
    .join(path.delimiter);

const explainNpm = (said) => {
  if (/ENOSPC|No space left/.test(said)) return explainFullDisk({ code: 'ENOSPC' }, inside('node_modules'));
  if (/EACCES|EPERM/.test(said))
    return new Sentence(`This account may not write to ${inside('node_modules')}: run it as the folder's owner.`);
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|network/.test(said)) return new Sentence(`The npm registry cannot be reached.\n${said}`);
  return new Sentence(`npm ci failed:\n${said}`);
};

const runNpm = (step, count) =>
  new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    const child = spawn(windows ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'], {
      cwd: root,
      shell: windows,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PATH: outerPath() },
    });
    const end = () => process.exit(143);
    const kill = () => child.kill();
    process.once('SIGTERM', end).once('exit', kill); // else npm would go on alone
    let fetched = 0;
    let said = [];
    let rest = '';
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      fetched += lines.filter((line) => line.includes('http') && line.includes('.tgz')).length;
      said = [...said, ...lines.filter((line) => !/^npm (http|warn|verb)/i.test(line))].slice(-15);
      step.at(`${Math.min(fetched, count)} of ${count} packages,`);
    });
    child.once('error', (error) =>
      reject(error.code === 'ENOENT' ? new Sentence('npm is not installed: install Node.js 18 or later with npm.') : error),
    );
    child.once('close', (code) => {
      process.off('SIGTERM', end).off('exit', kill);
      if (code === 0) resolve();
      else reject(explainNpm([...said, rest].join('\n').trim()));
    });
  });

/** How many packages of the lock belong on this machine. */
const packagesHere = (lock) => {
  const fits = (list, name) => !list || list.includes(name);
  return Object.entries(lock.packages).filter(
    ([place, each]) => place.includes('node_modules/') && !each.link && fits(each.os, process.platform) && fits(each.cpu, process.arch),
  ).length;
};

/** Installs when the lock changed since the last install. An install made by hand that agrees with the lock is accepted. */
export const ensureInstalled = async () => {
  const text = readFileSync(inside('package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${text}`).digest('hex');
  if (read(stampFile) === hash) return;
  const lock = JSON.parse(text);
  const record = read(inside('node_modules/.package-lock.json'));
  if (!record || !agrees(lock, JSON.parse(record))) {
    const step = startStep('Installing packages');
    try {
      await runNpm(step, packagesHere(lock));
    } catch (error) {
      step.failed();
      throw error;
    }
    step.done();
  }
  writeFileSync(stampFile, hash);
};
