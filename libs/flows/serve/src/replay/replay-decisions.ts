import type { Database } from '@flywheel/database';
import { readDecisionIds, readStoredDecisions, type StoredDecision } from '@flywheel/database/decisions';
import type { Id } from '@flywheel/primitives';
import type { Difference } from './difference.ts';
import type { ReplayResult } from './replay-opened.ts';
import { replayStored } from './replay-stored.ts';

/** What a replay of many came to; of the differences the first hundred are told. */
export type ReplayTally = {
  replayed: number;
  same: number;
  different: number;
  erased: number;
  told: Array<{ decision: Id<'dec'>; differences: Difference[] }>;
};

const pageDecisions = 5000;
const readAtOnce = 500;
const mostTold = 100;

/** Makes every stored decision once more, page by page in the order of time and within a page in the order of versions. */
export class ReplayDecisions {
  private readonly database: Database;
  private readonly auctionKey: string;

  constructor(database: Database, auctionKey: string) {
    this.database = database;
    this.auctionKey = auctionKey;
  }

  /** `most`: stops after so many; `onProgress` is told after every page. */
  async run(options: { most?: number | undefined; onProgress?: ((tally: ReplayTally) => void) | undefined } = {}): Promise<ReplayTally> {
    const tally: ReplayTally = { replayed: 0, same: 0, different: 0, erased: 0, told: [] };
    const replay = replayStored(this.database, this.auctionKey);
    for (let after: Id<'dec'> | undefined; ;) {
      const limit = Math.min(pageDecisions, (options.most ?? Infinity) - tally.replayed);
      const ids = limit > 0 ? await readDecisionIds(this.database.read, after, limit) : [];
      if (ids.length === 0) return tally;
      for (const stored of inOrderOfVersions(await this.read(ids))) count(tally, stored.decision, await replay(stored));
      options.onProgress?.(tally);
      after = ids.at(-1);
    }
  }

  private async read(ids: ReadonlyArray<Id<'dec'>>): Promise<StoredDecision[]> {
    const stored: StoredDecision[] = [];
    for (let from = 0; from < ids.length; from += readAtOnce) {
      stored.push(...(await readStoredDecisions(this.database.read, ids.slice(from, from + readAtOnce))));
    }
    return stored;
  }
}

function inOrderOfVersions(stored: StoredDecision[]): StoredDecision[] {
  const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
  return stored.sort(
    (a, b) =>
      compare(a.configVersion, b.configVersion) || compare(a.pacingVersion, b.pacingVersion) || compare(a.modelVersion, b.modelVersion),
  );
}

function count(tally: ReplayTally, decision: Id<'dec'>, result: ReplayResult): void {
  tally.replayed += 1;
  tally[result.outcome] += 1;
  if (result.outcome === 'different' && tally.told.length < mostTold) tally.told.push({ decision, differences: result.differences });
}
