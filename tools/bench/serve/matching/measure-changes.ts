import { seededRandom } from '@flywheel/primitives';
import type { BlockEngine } from './block-engine.ts';
import { whole } from './chance.ts';
import { campaignsOf, type Campaign } from './workload.ts';

/** Microseconds per change in place. */
export type ChangeResult = {
  readonly campaigns: number;
  readonly pauseUs: number;
  readonly lowerUs: number;
  readonly raiseUs: number;
  readonly retargetUs: number;
};

const changesEach = 2000;

/** Times each kind of change on random campaigns, one after the other on the same index, which is of no use afterwards. */
export function measureChanges(count: number, { index, table }: BlockEngine, tell: (line: string) => void): ChangeResult {
  const random = seededRandom('bench matching changes');
  const others = [...campaignsOf(changesEach)];
  const time = (change: (number: number, other: Campaign) => void): number => {
    const chosen = others.map((other) => ({ number: whole(count, random), other }));
    const start = performance.now();
    for (const { number, other } of chosen) change(number, other);
    return ((performance.now() - start) * 1000) / changesEach;
  };
  const pause = (number: number): void => void (index.pause(number) && index.resume(number));
  time(pause);
  const result = {
    campaigns: count,
    pauseUs: time(pause) / 2,
    lowerUs: time((number) => void index.rebid(number, table.key(number) / 2)),
    raiseUs: time((number) => void index.rebid(number, table.key(number) * 2)),
    retargetUs: time((number, { targeting }) => void index.retarget(number, targeting, table.key(number))),
  };
  tell('changes in place are measured');
  return result;
}
