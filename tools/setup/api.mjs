/** Starts the api process and keeps it running. */
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { runScript } from './child.mjs';
import { isEnding } from './lifecycle.mjs';
import { openLogFile } from './log-file.mjs';
import { say } from './progress.mjs';
import { Sentence } from './sentence.mjs';

const portPatienceMs = 5000;
const restarts = { most: 5, withinMs: 60_000 };

const tryPort = (host, port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error.code));
    probe.listen(port, host, () => probe.close(() => resolve('free')));
  });

/** Waits until `port` is free (a program that was just killed may still be ending); returns whether it is. Refuses ports it may not use. */
export const waitForPort = async (host, port) => {
  for (let waited = 0; waited <= portPatienceMs; waited += 250) {
    const found = port === 0 ? 'free' : await tryPort(host, port);
    if (found === 'free') return true;
    if (found === 'EACCES') throw new Sentence(`This account may not listen on port ${port}: set PORT to 1024 or more.`);
    if (found !== 'EADDRINUSE') throw new Sentence(`Cannot listen on ${host}:${port} (${found}): set HOST to an address of this machine.`);
    await sleep(250);
  }
  return false;
};

const started = ({ child, ended }, words) =>
  new Promise((resolve, reject) => {
    child.on('message', (message) => message?.ready === true && resolve(message.url));
    ended.then(
      ({ code, signal }) =>
        reject(new Sentence(`The api ended before it was ready (${signal ?? `code ${code}`}); its own words stand ${words}.`)),
      reject,
    );
  });

/**
 * Starts the api with `env`; resolves to its address when it listens. One that dies later is started again at the same port,
 * five times a minute at most; `gaveUp` is called when that is not enough. `logFile`: where its log goes, which is said once; without
 * one it goes to this program's stderr.
 */
export const startApi = async ({ env, gaveUp, logFile }) => {
  const words = logFile ? `in ${logFile}` : 'above';
  const program = (more = {}) => {
    const log = logFile && openLogFile(logFile);
    const stdio = ['ignore', 'inherit', log ? log.descriptor : 'inherit', 'ipc'];
    const running = runScript('apps/api/dist/main.js', [], { env: { ...process.env, ...env, ...more }, stdio });
    log?.close();
    return running;
  };
  if (logFile) say(`The api's log: ${logFile}`);
  const first = program();
  const url = await started(first, words);
  const deaths = [];
  const keep = async ({ ended }) => {
    const { code, signal } = await ended;
    if (isEnding()) return;
    deaths.push(Date.now());
    if (deaths.filter((at) => Date.now() - at < restarts.withinMs).length > restarts.most) return gaveUp();
    say(`The api ended unexpectedly (${signal ?? `code ${code}`}); starting it again`);
    await sleep(100 * 2 ** Math.min(deaths.length, 5));
    if (isEnding()) return;
    const next = program({ PORT: new URL(url).port });
    void keep(next);
    await started(next, words).then(
      () => say(`The api answers again at ${url}`),
      (error) => say(error.message),
    );
  };
  void keep(first);
  return url;
};
