import { createHash, randomBytes } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { assert, type Instant } from '@flywheel/primitives';
import { keptSecret, writeDraft } from './kept-secret.ts';
import { rotated } from './rotate-keys.ts';
import type { TokenKeys } from './token-secrets.ts';

const fileName = 'token-keys.json';
const lookAgainMs = 10_000;

/**
 * Reads the keys from `dataDir`, or makes them there at first boot (0600, the signing key and the next one); processes that start
 * together agree on one file.
 */
export function loadTokenKeys(dataDir: string): TokenKeys {
  const text = keptSecret(join(dataDir, fileName), () => JSON.stringify(keysFrom(freshKey), null, 2));
  const keys = JSON.parse(text) as TokenKeys;
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
      renameSync(writeDraft(path, JSON.stringify(this.keys, null, 2)), path);
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
