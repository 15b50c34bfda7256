import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadMatchKeys, seededMatchKeys } from './match-keys.ts';

const hash = 'ab'.repeat(32);

describe('the match key', () => {
  it('is made once, kept from other users of the machine, and read again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'match-'));
    const first = loadMatchKeys(folder);
    expect(loadMatchKeys(folder).of(hash)).toEqual(first.of(hash));
    expect(statSync(join(folder, 'match-key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'match-key'), 'utf8')).not.toContain(first.secret);
    rmSync(folder, { recursive: true });
  });

  it('gives 32 bytes that are not the hash and differ by key', () => {
    const [one, other] = [seededMatchKeys('one'), seededMatchKeys('other')];
    expect(one.of(hash)).toHaveLength(32);
    expect(one.of(hash).toString('hex')).not.toBe(hash);
    expect(one.of(hash)).not.toEqual(other.of(hash));
  });
});
