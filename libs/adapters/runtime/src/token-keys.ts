import { randomBytes, createHash } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '@flywheel/primitives';

/** Secrets of one deployment: the keys that sign impressions, by key id, and the one that seeds auctions. All hex. */
export type TokenKeys = {
  /** The key id that signs; every listed one verifies. */
  readonly signWith: string;
  readonly keys: Readonly<Record<string, string>>;
  /** Makes viewer tags that can not be joined across impressions. */
  readonly viewerTagKey: string;
  /** Seeds ties and draws, so that nobody outside can foresee them. */
  readonly auctionKey: string;
};

const fileName = 'token-keys.json';

/**
 * Reads the keys from `dataDir`, or makes them there at first boot (0600, two live key ids); processes that start together agree on
 * one file.
 */
export function loadTokenKeys(dataDir: string): TokenKeys {
  const path = join(dataDir, fileName);
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true });
    const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
    writeFileSync(
      draft,
      JSON.stringify(
        keysFrom(() => randomBytes(32).toString('hex')),
        null,
        2,
      ),
      { mode: 0o600 },
    );
    chmodSync(draft, 0o600);
    publish(draft, path);
  }
  const keys = JSON.parse(readFileSync(path, 'utf8')) as TokenKeys;
  assert(typeof keys.keys?.[keys.signWith] === 'string', `${fileName} holds the key it signs with`);
  return keys;
}

/** Keys that follow from a seed: for tests, the demo's past and the replay of a site. Never for live traffic. */
export function seededTokenKeys(seed: string): TokenKeys {
  return keysFrom((purpose) => createHash('sha256').update(`${seed}/${purpose}`).digest('hex'));
}

function keysFrom(secret: (purpose: string) => string): TokenKeys {
  return { signWith: 'a', keys: { a: secret('a'), b: secret('b') }, viewerTagKey: secret('viewer-tag'), auctionKey: secret('auction') };
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
