import { Database } from '@flywheel/database';
import { uuidText } from '@flywheel/database/charges';
import type { Id, Random } from '@flywheel/primitives';
import { ImpressionTokens, loadTokenKeys } from '@flywheel/runtime';
import { openServing } from '@flywheel/serve';
import { templateSize } from './template-size.ts';

/** A token of a won slot; `imp` is its impression as a row id, `expiresAt` when it stops to count. */
export type MintedToken = { token: string; imp: string; expiresAt: number };

export const placements: readonly string[] = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
/** Its campaign's cap is a thousand charges. */
export const tightPlacement = 'tight';
export const tightCharges = 1000;
const recordsAtOnce = 500;
const mostIdle = 50;

/** Wins slots by the program's own decision path, in this process, and records the decisions; `aheadMs` moves the deciding clock. */
export async function mintTokens(
  { url, dataDir, random }: { url: string; dataDir: string; random: Random },
  { count, tight = 0, aheadMs = 0 }: { count: number; tight?: number; aheadMs?: number },
): Promise<MintedToken[]> {
  const database = new Database({ url, poolSize: 3 });
  await database.ready();
  const keys = loadTokenKeys(dataDir);
  const serving = openServing({ database, tokenKeys: keys, random, decider: 'mint', leases: 'ahead', leaseMs: 3_600_000 });
  const tokens = new ImpressionTokens(keys);
  const now = (): number => database.clock.now() + aheadMs;
  const minted: MintedToken[] = [];
  const decide = (wanted: readonly string[]): number => {
    const content = `post-${Math.floor(random.next() * templateSize.posts)}`;
    const asked = wanted.map((id) => ({ id, format: 'native_post' as const, content }));
    const filled = serving.decideAds.run({ request: { placements: asked }, now: now() }).results.flatMap((result) => {
      if (result.outcome !== 'filled') return [];
      const verified = tokens.verify(result.token);
      if (verified.outcome === 'forged') throw new Error('the mint signs what it can not verify');
      return [{ token: result.token, imp: uuidText(verified.claims.imp as Id<'imp'>), expiresAt: verified.claims.expiresAt }];
    });
    minted.push(...filled);
    return filled.length;
  };
  const refresh = async (): Promise<void> => {
    await serving.recordDecisions.run();
    await serving.leaseKeeper.run({ now: now() });
  };
  try {
    await serving.refreshIndex.run({ now: now() });
    await serving.leaseKeeper.run({ now: now() });
    for (let idle = 0, asked = 0; minted.length < count && idle < mostIdle; asked += 1) {
      idle = decide(placements) > 0 ? 0 : idle + 1;
      if (asked % recordsAtOnce === recordsAtOnce - 1 || idle > 0) await refresh();
    }
    // Three times as many as the cap holds are asked for.
    for (let asked = 0; asked < tight; asked += 1) {
      decide([tightPlacement]);
      if (asked % recordsAtOnce === recordsAtOnce - 1) await refresh();
    }
    await serving.recordDecisions.run();
    if (minted.length < count) throw new Error(`only ${minted.length} of ${count} tokens could be won`);
    return minted;
  } finally {
    await database.close();
  }
}
