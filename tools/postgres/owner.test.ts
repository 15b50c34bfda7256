import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { isAlive, isRunning, livePostmaster, parsePostmaster, processName } from './owner.mjs';

describe('who runs the database', () => {
  it('is the process and port in postmaster.pid, once both are written', () => {
    const whole = '4711\n/srv/.data/postgres\n1700000000\n40123\n\n127.0.0.1\n  123 456\nready   \n';
    expect(parsePostmaster(whole)).toEqual({ pid: 4711, port: 40_123 });
    expect(parsePostmaster('4711\n/srv/.data/postgres\n')).toBeUndefined();
    expect(parsePostmaster('')).toBeUndefined();
  });

  it('is nobody where there is no such file', () => {
    expect(livePostmaster('/nowhere/at/all')).toBeUndefined();
  });

  it('is named so that a later process with the same number is another one', () => {
    const own = processName(process.pid);
    expect(isRunning(own)).toBe(true);
    expect(isRunning(`${process.pid}-1`)).toBe(process.platform !== 'linux' && own === `${process.pid}-1`);
    expect(isRunning('')).toBe(false);
  });

  it('is gone once its process has ended', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(isAlive(Number(child.pid))).toBe(false);
  });
});
