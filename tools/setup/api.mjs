/** Starts the programs (the api, and a worker where there is Redis) and keeps them running. */
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

const started = ({ name, words }, { child, ended }) =>
  new Promise((resolve, reject) => {
    child.on('message', (message) => message?.ready === true && resolve(message.url));
    ended.then(
      ({ code, signal }) =>
        reject(new Sentence(`The ${name} ended before it was ready (${signal ?? `code ${code}`}); its own words stand ${words}.`)),
      reject,
    );
  });

/** Starts one more run of a script whose log goes to `logFile`, or to this program's stderr. */
const runLogged = (script, { env, logFile }) => {
  const log = logFile && openLogFile(logFile);
  const stdio = ['ignore', 'inherit', log ? log.descriptor : 'inherit', 'ipc'];
  const running = runScript(script, [], { env: { ...process.env, ...env }, stdio });
  log?.close();
  return running;
};

/** Starts a program that dies again and again, five times a minute at most; `gaveUp` is called when that is not enough. */
const keepRunning = async ({ told, first, next, gaveUp }) => {
  const deaths = [];
  for (let program = first; ; program = next()) {
    if (program !== first) {
      void started(told, program).then(
        () => say(`The ${told.name} answers again`),
        (error) => say(error.message),
      );
    }
    const { code, signal } = await program.ended;
    if (isEnding()) return;
    deaths.push(Date.now());
    if (deaths.filter((at) => Date.now() - at < restarts.withinMs).length > restarts.most) return gaveUp();
    say(`The ${told.name} ended unexpectedly (${signal ?? `code ${code}`}); starting it again`);
    await sleep(100 * 2 ** Math.min(deaths.length, 5));
    if (isEnding()) return;
  }
};

const toldOf = (name, logFile) => ({ name, words: logFile ? `in ${logFile}` : 'above' });

/**
 * Starts the api with `env`; resolves to its address when it listens. One that dies later is started again at the same port. `logFile`:
 * where its log goes, which is said once; without one it goes to this program's stderr.
 */
export const startApi = async ({ env, gaveUp, logFile }) => {
  const told = toldOf('api', logFile);
  const program = (more) => runLogged('apps/api/dist/main.js', { env: { ...env, ...more }, logFile });
  if (logFile) say(`The api's log: ${logFile}`);
  const first = program();
  const url = await started(told, first);
  void keepRunning({ told, first, next: () => program({ PORT: new URL(url).port }), gaveUp });
  return url;
};

/** Starts a worker with `env`, for a REDIS_URL; resolves when it works. One that dies later is started again. */
export const startWorker = async ({ env, gaveUp, logFile }) => {
  const told = toldOf('worker', logFile);
  const program = () => runLogged('apps/worker/dist/main.js', { env, logFile });
  const first = program();
  await started(told, first);
  void keepRunning({ told, first, next: program, gaveUp });
};
