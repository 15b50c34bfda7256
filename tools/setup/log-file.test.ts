import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openLogFile } from './log-file.mjs';

const folder = mkdtempSync(join(tmpdir(), 'flywheel-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'state', 'api.log');

function append(text: string): void {
  const log = openLogFile(file);
  writeSync(log.descriptor, text);
  log.close();
}

it('a log goes on where it stood, for its owner alone, and starts over above 20 MB', () => {
  append('one\n');
  append('two\n');
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  truncateSync(file, 20 * 1024 * 1024 + 1);
  append('three\n');
  expect(readFileSync(file, 'utf8')).toBe('three\n');
});
