import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findBelow, killNow } from './processes.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const tailLength = 800;
const lookMs = 20;

/** One of the product's own commands in a process of its own, as somebody types it. */
export class Command {
  /** All it printed. */
  said = '';
  /** What of it went to stdout alone. */
  result = '';
  code: number | undefined;
  private readonly child: ChildProcess;
  private readonly ended: Promise<number>;

  constructor(words: readonly string[], env: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [...words], {
      cwd: root,
      env: { ...process.env, ...env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.said += String(chunk);
      this.result += String(chunk);
    });
    this.child.stderr?.on('data', (chunk: Buffer) => (this.said += String(chunk)));
    this.ended = new Promise((resolve) => this.child.once('exit', (code) => resolve((this.code = code ?? 1))));
  }

  /** Resolves to its exit code; throws, with its last words, when it is still there after `mostMs`. */
  async end(mostMs: number): Promise<number> {
    const late = new AbortController();
    const code = await Promise.race([this.ended, sleep(mostMs, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
    if (code === undefined) throw new Error(`still running after ${mostMs / 1000} s: ${this.tail}`);
    return code;
  }

  /** Waits until `holds`; throws when the command ends or `mostMs` pass before. */
  async until(holds: () => boolean | Promise<boolean>, mostMs: number): Promise<void> {
    const from = performance.now();
    while (!(await holds())) {
      if (this.code !== undefined) throw new Error(`it ended with ${this.code}: ${this.tail}`);
      if (performance.now() - from > mostMs) throw new Error(`waited ${mostMs / 1000} s in vain: ${this.tail}`);
      await sleep(lookMs);
    }
  }

  /** kill -9 of the program below this command that runs `script`; resolves when another one runs in its place, to the seconds it took. */
  async killBelow(script: string, mostMs: number): Promise<number> {
    const pid = findBelow(this.child.pid ?? 0, script);
    if (pid === undefined) throw new Error(`no ${script} runs: ${this.tail}`);
    const from = performance.now();
    killNow(pid);
    await this.until(() => ![pid, undefined].includes(findBelow(this.child.pid ?? 0, script)), mostMs);
    return (performance.now() - from) / 1000;
  }

  /** SIGTERM and the end in order. */
  async stop(): Promise<void> {
    if (this.code !== undefined) return;
    this.child.kill('SIGTERM');
    await this.end(30_000);
  }

  private get tail(): string {
    return this.said.slice(-tailLength);
  }
}
