import { fork, type ChildProcess } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';

const readyMs = 60_000;
const restartMs = 150;

/** One of our programs in a process of its own. One that dies is started again, as a supervisor would, until it is stopped. */
export class Program {
  private readonly file: URL;
  private readonly env: Readonly<Record<string, string>>;
  private readonly log: string;
  private child: ChildProcess | undefined;
  private ready: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(file: URL, { env, log }: { env: Readonly<Record<string, string>>; log: string }) {
    this.file = file;
    this.env = env;
    this.log = log;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async start(): Promise<void> {
    this.launch();
    await this.ready;
  }

  /** kill -9; it is started again. Resolves when it is dead. */
  async kill(): Promise<void> {
    const dying = this.child;
    if (!dying) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill('SIGKILL');
    await gone;
  }

  /** SIGSTOP or SIGCONT. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal);
  }

  listen(hear: (said: unknown) => void): void {
    this.hear = hear;
  }

  /** SIGTERM, and the end in order. Returns whether it ended by itself within 15 s. */
  async stop(): Promise<boolean> {
    this.stopping = true;
    const ending = this.child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return true;
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGTERM');
    const late = setTimeout(() => ending.kill('SIGKILL'), 15_000);
    await gone;
    clearTimeout(late);
    return ending.signalCode === null;
  }

  private hear: (said: unknown) => void = () => undefined;

  private launch(): void {
    const log = openSync(this.log, 'a');
    const child = fork(this.file, [], { env: { ...process.env, ...this.env }, stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
    this.child = child;
    this.ready = new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${this.file.pathname} is not ready after ${readyMs / 1000} s: ${this.log}`)),
        readyMs,
      );
      child.on('message', (said: { ready?: boolean }) => {
        if (said.ready === true) {
          clearTimeout(late);
          resolve();
        } else this.hear(said);
      });
      child.once('exit', () => {
        clearTimeout(late);
        reject(new Error(`${this.file.pathname} ended: ${this.log}`));
        if (!this.stopping) setTimeout(() => !this.stopping && this.launch(), restartMs);
      });
    });
    // Whoever starts it waits for this; a later death is answered by the next launch.
    this.ready.catch(() => undefined);
  }
}
