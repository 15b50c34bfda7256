import type { Database } from '@flywheel/database';
import { readWorld } from '@flywheel/database/world';
import { seededTokenKeys } from '@flywheel/runtime';

/**
 * The secrets that may have seeded decisions of this database: the deployment's own first, then, where its past was made from a seed, the
 * one that seed gives.
 */
export async function seedKeys(database: Database, auctionKey: string): Promise<string[]> {
  const seed = (await readWorld(database.read))?.seed;
  return seed === undefined || seed === null ? [auctionKey] : [auctionKey, seededTokenKeys(seed).auctionKey];
}
