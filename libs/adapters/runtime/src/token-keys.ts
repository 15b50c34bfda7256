import { createHash, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, type Instant } from '@flywheel/primitives';
import { rotated } from './rotate-keys.ts';
import type { TokenKeys } from './token-secrets.ts';

const fileName = 'token-keys.json';
const lookAgainMs = 10_000;

/**
 * Reads the keys from `dataDir`, or makes them there at first boot (0600, the signing key and the next one); processes that start
 * together agree on one file.
 */
export function loadTokenKeys(dataDir: string): TokenKeys {
  const path = join(dataDir, fileName);
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true });
    const draft = writeDraft(path, keysFrom(freshKey));
    publish(draft, path);
  }
  const keys = JSON.parse(readFileSync(path, 'utf8')) as TokenKeys;
  assert(typeof keys.keys?.[keys.signWith] === 'string', `${fileName} holds the key it signs with`);
  return keys;
}

/**
 * The keys of `dataDir` for a process that runs for months: read again every 10 seconds, and moved on when the signing key is 30 days
 * old. Every process may do that: the next key was in the file, and so in every process, long before it signs.
 */
export class TokenKeyRing {
  private readonly dataDir: string;
  private readonly now: () => Instant;
  private keys: TokenKeys;
  private readAt: Instant;

  constructor(dataDir: string, now: () => Instant = Date.now) {
    this.dataDir = dataDir;
    this.now = now;
    this.keys = loadTokenKeys(dataDir);
    this.readAt = Number.NEGATIVE_INFINITY;
  }

  current(): TokenKeys {
    const now = this.now();
    if (Math.abs(now - this.readAt) < lookAgainMs) return this.keys;
    this.readAt = now;
    const found = loadTokenKeys(this.dataDir);
    this.keys = rotated(found, now, freshKey);
    if (this.keys !== found) {
      const path = join(this.dataDir, fileName);
      renameSync(writeDraft(path, this.keys), path);
    }
    return this.keys;
  }
}

/** Keys that follow from a seed: for tests, the demo's past and the replay of a site. Never for live traffic. */
export function seededTokenKeys(seed: string): TokenKeys {
  return keysFrom((purpose) => createHash('sha256').update(`${seed}/${purpose}`).digest('hex'));
}

function freshKey(): string {
  return randomBytes(32).toString('hex');
}

function keysFrom(secret: (purpose: string) => string): TokenKeys {
  return { signWith: 'a', keys: { a: secret('a'), b: secret('b') }, viewerTagKey: secret('viewer-tag'), auctionKey: secret('auction') };
}

function writeDraft(path: string, keys: TokenKeys): string {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, JSON.stringify(keys, null, 2), { mode: 0o600, flag: 'wx' });
  return draft;
}

/** A hard link fails where the file exists already: the first process wins and the others read its keys. */
function publish(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(draft);
  }
}
