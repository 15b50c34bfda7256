/** Processes that end with this one. */
import { fork, spawn } from 'node:child_process';
import { beforeEnd } from './lifecycle.mjs';
import { stripFlags } from './node-version.mjs';
import { inside, root } from './workspace.mjs';

const drainMs = 12_000;

const endOf = (child) =>
  new Promise((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', resolve)));

/** Asks a process to end and waits; one that does not within 12 s is killed. */
export const endChild = async (child) => {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), drainMs);
  await endOf(child);
  clearTimeout(timer);
};

const settled = (child) =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code: code ?? 1, signal }));
  });

/** Runs a program of the system or of node_modules; returns the process and its end as `{ code, signal }`. */
export const run = (command, args, options = {}) => {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
  beforeEnd(() => endChild(child));
  return { child, ended: settled(child) };
};

/**
 * Runs one of our own scripts (.js, .mjs or .ts) on this Node with a channel, so that it also ends when this process is killed.
 * A session of its own keeps Ctrl-C away from it: this process stops things in order.
 */
export const runScript = (script, args, options = {}) => {
  const child = fork(inside(script), args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
    execArgv: [...stripFlags(), '--import', inside('tools/setup/end-with-parent.mjs')],
    ...options,
  });
  beforeEnd(() => endChild(child));
  return { child, ended: settled(child) };
};
