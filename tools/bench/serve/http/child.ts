import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { LoadAnswer, LoadOrder } from './load.ts';

/** A program under load: where it listens and how much processor it has used so far. */
export type Server = { url: string; pid: number; stop(): Promise<void> };

/** Starts a program that says `{ready, url}` to its parent; waits at most `withinMs`. */
export async function startServer(file: URL, options: { env?: NodeJS.ProcessEnv; withinMs?: number } = {}): Promise<Server> {
  const child = fork(file, [], { env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  // What it says is worth reading only where it fails.
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => tellProblems(String(text)));
  const ready = await firstMessage<{ url: string }>(child, options.withinMs ?? 120_000, String(file));
  return {
    url: ready.url,
    pid: child.pid ?? 0,
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
      await ended;
    },
  };
}

/** Lines of a log of level error or worse, and whatever is no log. */
function tellProblems(text: string): void {
  for (const line of text.split('\n')) if (line !== '' && !/^\{"level":[1-4]0,/.test(line)) console.error(line.slice(0, 2000));
}

/** Puts load on a server from a process of its own. */
export async function putLoad(order: LoadOrder): Promise<LoadAnswer> {
  const child = fork(new URL('./load.ts', import.meta.url), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(order);
  // It is ended from here: a process that ends itself may be gone before its last message is read.
  const answer = await firstMessage<LoadAnswer>(child, (order.seconds + 60) * 1000, 'load');
  child.kill();
  return answer;
}

/** Processor time a process has used, in µs; undefined where the system does not say (it is read from /proc). */
export function processorUs(pid: number): number | undefined {
  try {
    const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = after.split(' ');
    // utime and stime, in ticks of 10 ms.
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return undefined;
  }
}

/** Memory a process holds now, in MB; undefined where the system does not say. */
export function residentMb(pid: number): number | undefined {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return Math.round((pages * 4096) / 1_048_576);
  } catch {
    return undefined;
  }
}

async function firstMessage<T>(child: ChildProcess, withinMs: number, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => end(new Error(`${name} did not answer within ${withinMs} ms`)), withinMs);
    const end = (error: Error): void => {
      clearTimeout(late);
      child.kill('SIGKILL');
      reject(error);
    };
    child.once('exit', (code) => end(new Error(`${name} ended with ${code ?? 'a signal'}`)));
    child.once('message', (message) => {
      clearTimeout(late);
      child.removeAllListeners('exit');
      resolve(message as T);
    });
  });
}
