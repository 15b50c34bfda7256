/** One start and one stop of the server process. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sentence } from '../setup/sentence.mjs';
import { processName } from './owner.mjs';

const largestLogBytes = 20_000_000;
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  max_wal_size: '2GB',
  // Events lie in one partition a day: a question over ten years of an imported site locks each of them.
  max_locks_per_transaction: '512',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** For data that nobody needs after this run: a crash of the machine, not of a process, may cost it. */
const throwawaySettings = { fsync: 'off', full_page_writes: 'off', max_connections: '250' };

/** A TCP port of 127.0.0.1 that was free a moment ago. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const sizeOf = (file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** What the server itself says against starting: a sentence that no retry can help, or undefined for what passes by itself. */
export const explainRefusal = (said, cluster) => {
  if (/No space left on device/.test(said))
    return new Sentence(`The disk is full: the database in ${cluster} cannot start. Free some space and start again.`);
  if (/incompatible with server|was initialized by PostgreSQL version/.test(said))
    return new Sentence(`The database in ${cluster} was made by another version of PostgreSQL.`);
  if (/could not map anonymous shared memory|Cannot allocate memory/.test(said))
    return new Sentence('Too little memory is free for the database (about 400 MB).');
  return undefined;
};

/**
 * Starts the server; resolves to `{ ready: client }` when `connect(port)` succeeds, or `{ refused: text }` when the process ended first.
 * The process gets a session of its own: Ctrl-C in the terminal reaches only the launcher, which stops things in order.
 */
export const launch = async ({ binaries, cluster, account, port, logFile, throwaway, connect }) => {
  if (sizeOf(logFile) > largestLogBytes) truncateSync(logFile);
  const before = sizeOf(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const options = { ...settings, ...(throwaway && throwawaySettings), port: String(port), 'flywheel.launcher': processName(process.pid) };
  const child = spawn(
    binaries.postgres,
    ['-D', cluster, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      cwd: path.parse(cluster).root,
      stdio: ['ignore', log, log],
      detached: true,
      ...(account && { uid: account.uid, gid: account.gid }),
    },
  );
  closeSync(log);
  let ended;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended ??= signal ?? `code ${code}`));
  child.unref();
  while (ended === undefined) {
    const client = await connect(port).catch(() => undefined);
    if (client) return { ready: client };
    await sleep(30);
  }
  return { refused: `${ended}\n${readFileSync(logFile).subarray(before).toString('utf8').slice(-2000)}` };
};

/** Stops the server of a cluster folder, cutting its connections; resolves when it is gone. A server already gone is no failure. */
export const shutDown = ({ binaries, cluster, account }) =>
  new Promise((resolve) => {
    const child = spawn(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '60'], {
      cwd: path.parse(cluster).root,
      stdio: 'ignore',
      detached: true,
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    child.once('error', resolve);
    child.once('exit', resolve);
  });
