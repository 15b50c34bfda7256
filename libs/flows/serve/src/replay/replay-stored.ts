import type { Database } from '@flywheel/database';
import type { StoredDecision } from '@flywheel/database/decisions';
import { openDecision } from '../explain/open-decision.ts';
import { replayOpened, type ReplayResult } from './replay-opened.ts';
import { seedKeys } from './seed-keys.ts';
import { WorldReader } from './world-reader.ts';

/** Replays stored decisions, or altered copies of them, one after the other, each in the world of the versions beside its record. */
export function replayStored(database: Database, auctionKey: string): (stored: StoredDecision) => Promise<ReplayResult> {
  const worlds = new WorldReader(database);
  let keys: Promise<string[]> | undefined;
  return async (stored) => {
    keys ??= seedKeys(database, auctionKey);
    const auctionKeys = await keys;
    const world = await worlds.at({ config: stored.configVersion, model: stored.modelVersion, pacing: stored.pacingVersion });
    return replayOpened(openDecision(stored), { world, auctionKeys });
  };
}
