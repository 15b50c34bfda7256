/**
 * Are the platform packages of package-lock.json obtainable? A package that npm wrote into the lock was found when it did so; what is
 * asked of the registry is therefore only what the root pins for other machines than this one. Answers are remembered: a version stays.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inside } from '../setup/workspace.mjs';
import { lockGaps } from './lock-gaps.mjs';

const memory = inside('.nx/cache/obtainable.json');
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

const askNpm = (spec) =>
  new Promise((resolve) => {
    const [command, first] = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
    const child = spawn(command, [...first, 'view', spec, 'version', '--fetch-retries=0', '--fetch-timeout=8000'], {
      shell: process.platform === 'win32',
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.once('error', () => resolve('offline'));
    child.once('close', (code) => resolve(code === 0 ? 'found' : /E404|ETARGET/.test(said) ? 'missing' : 'offline'));
  });

const wanted = Object.entries(read(inside('package.json')).optionalDependencies ?? {})
  .filter(([name]) => !existsSync(inside('node_modules', name, 'package.json')))
  .map(([name, version]) => `${name}@${version}`);
const known = new Set(read(memory) ?? []);
const answers = await Promise.all(wanted.filter((spec) => !known.has(spec)).map(async (spec) => [spec, await askNpm(spec)]));
const having = (answer) => answers.filter(([, each]) => each === answer).map(([spec]) => spec);

mkdirSync(inside('.nx/cache'), { recursive: true });
writeFileSync(memory, JSON.stringify([...known, ...having('found')]));
const gaps = [...lockGaps(read(inside('package-lock.json'))), ...having('missing').map((spec) => `${spec} is not in the registry`)];
if (having('offline').length > 0) console.log(`skipped: the registry cannot be reached to ask for ${having('offline').join(', ')}`);
for (const gap of gaps) console.error(gap);
process.exitCode = gaps.length > 0 ? 1 : 0;
