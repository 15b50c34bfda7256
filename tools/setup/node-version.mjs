/** Which Node.js runs the product: the system's where it is new enough, else the one that npm installed. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import { watchParent } from './parent.mjs';
import { Sentence } from './sentence.mjs';
import { inside } from './workspace.mjs';

/** Whether a version fits `engines`: ^22.17, ^24.11 or ≥ 26. */
export const fits = (version) => {
  const [major, minor] = version.replace('v', '').split('.').map(Number);
  return (major === 22 && minor >= 17) || (major === 24 && minor >= 11) || major >= 26;
};

const bundled = () => {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = inside('node_modules', `node-${platform}-${process.arch}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(file) && spawnSync(file, ['--version']).status === 0 ? file : undefined;
};

const signalNumbers = os.constants.signals;

/** Runs the same command on another Node and ends as it ends; a signal to this process, or its parent's death, reaches that one. */
const runOn = (node) =>
  new Promise(() => {
    const child = spawn(node, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    watchParent(() => child.kill('SIGTERM'));
    child.once('error', (error) => {
      console.error(error.message);
      process.exit(1);
    });
    child.once('exit', (code, signal) => process.exit(code ?? 128 + signalNumbers[signal]));
  });

/** Returns where this Node fits; otherwise runs the command on the bundled one and never returns. */
export const ensureNode = () => {
  if (fits(process.version)) return undefined;
  const node = bundled();
  if (node) return runOn(node);
  throw new Sentence(
    `Node.js ${process.version} is too old and none comes with ${process.platform}-${process.arch}: install Node.js 24.11 or later.`,
  );
};

/** Flags with which this Node runs TypeScript files by stripping their types. */
export const stripFlags = () => (process.features.typescript ? [] : ['--experimental-strip-types']);
