import { createHash, createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { assert } from '@flywheel/primitives';
import { keptSecret } from './kept-secret.ts';

const fileName = 'match-key';

/**
 * The secret under which hashed identifiers are kept: a list stolen from the database can not be compared with anything without it.
 * One key for the life of a deployment; with another one, lists have to be uploaded again.
 */
export class MatchKeys {
  /** Seeds what must not be foreseen about sizes; never leaves the process. */
  readonly secret: string;
  private readonly key: Buffer;

  /** `secretHex`: 64 hex digits. */
  constructor(secretHex: string) {
    assert(/^[0-9a-f]{64}$/.test(secretHex), 'a match key is 64 hex digits');
    this.key = Buffer.from(secretHex, 'hex');
    this.secret = this.tagged('sizes').toString('hex');
  }

  /** What is stored for a SHA-256 (64 hex digits, lower case): its HMAC-SHA256, 32 bytes. */
  of(sha256Hex: string): Buffer {
    return this.tagged(sha256Hex);
  }

  private tagged(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}

/** Reads the key from `dataDir`, or makes it there at first boot (0600); processes that start together agree on one file. */
export function loadMatchKeys(dataDir: string): MatchKeys {
  return new MatchKeys(keptSecret(join(dataDir, fileName), () => randomBytes(32).toString('hex')).trim());
}

/** A key that follows from a seed: for tests. */
export function seededMatchKeys(seed: string): MatchKeys {
  return new MatchKeys(createHash('sha256').update(`${seed}/match`).digest('hex'));
}
