import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountFrom, canReach } from './account.mjs';

const stranger = { name: 'stranger', uid: 4_000_000, gid: 4_000_000 };

describe('the account that runs the database', () => {
  it('is read from the lines of the account list by its whole name', () => {
    const passwd = 'root:x:0:0::/root:/bin/sh\npostgres2:x:7:7::/:\npostgres:x:101:104:admin:/var/lib/postgresql:/bin/bash\n';
    expect(accountFrom(passwd, 'postgres')).toEqual({ name: 'postgres', uid: 101, gid: 104 });
    expect(accountFrom(passwd, 'nobody')).toBeUndefined();
  });

  it('reaches a folder only when every folder above lets it in', () => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'flywheel-account-'));
    const inner = path.join(home, 'open');
    mkdirSync(inner, { mode: 0o755 });
    try {
      chmodSync(home, 0o700);
      expect(canReach(inner, stranger)).toBe(false);
      chmodSync(home, 0o711);
      expect(canReach(inner, stranger)).toBe(canReach(path.dirname(home), stranger));
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
