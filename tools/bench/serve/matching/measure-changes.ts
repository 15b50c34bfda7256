import { seededRandom } from '@flywheel/primitives';
import { blockEngine } from './block-engine.ts';
import { whole } from './chance.ts';
import type { Campaign } from './workload.ts';

/** Microseconds per change in place, and seconds of a whole rebuild (objects to arrays). */
export type ChangeResult = {
  readonly campaigns: number;
  readonly pauseUs: number;
  readonly lowerUs: number;
  readonly raiseUs: number;
  readonly retargetUs: number;
  readonly rebuildSeconds: number;
};

const changesEach = 2000;

/** Times each kind of change on random campaigns, one after the other on the same index. */
export function measureChanges(campaigns: readonly Campaign[], tell: (line: string) => void): ChangeResult {
  const random = seededRandom('bench matching changes');
  const began = performance.now();
  const { index, table } = blockEngine(campaigns);
  const rebuildSeconds = (performance.now() - began) / 1000;
  const time = (change: (campaign: Campaign) => void): number => {
    const chosen = Array.from({ length: changesEach }, () => campaigns[whole(campaigns.length, random)] as Campaign);
    const start = performance.now();
    for (const each of chosen) change(each);
    return ((performance.now() - start) * 1000) / changesEach;
  };
  const warm = (campaign: Campaign): void => void (index.pause(campaign.number) && index.resume(campaign.number));
  time(warm);
  const result = {
    campaigns: campaigns.length,
    pauseUs: time(warm) / 2,
    lowerUs: time(({ number }) => void index.rebid(number, table.key(number) / 2)),
    raiseUs: time(({ number }) => void index.rebid(number, table.key(number) * 2)),
    retargetUs: time(({ number, targeting }) => void index.retarget(number, targeting, table.key(number))),
    rebuildSeconds,
  };
  tell(`changes measured; a rebuild took ${rebuildSeconds.toFixed(1)} s`);
  return result;
}
