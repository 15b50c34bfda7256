import type { Database } from '@flywheel/database';
import { lastSealed } from '@flywheel/database/sealing';
import { utcMinute } from '@flywheel/primitives';
import { SealBuckets } from '@flywheel/settle';

const minuteMs = 60_000;
const graceMs = 5_001;

/**
 * Seals the newest minute again and again while charges are written into it, so that writers meet the sealer all the time: minutes run
 * ahead of the clock. What fails is tried again, as the job does. Call `stop` before the last sealing.
 */
export function pressSealing(database: Database, everyMs: number): { stop(): Promise<void> } {
  const seal = new SealBuckets(database);
  let stopped = false;
  const turns = async (): Promise<void> => {
    while (!stopped) {
      await sealNewest(database, seal).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  };
  const running = turns();
  return {
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

/** Seals the minute that writers write into now. */
export async function sealNewest(database: Database, seal: SealBuckets): Promise<void> {
  const last = await lastSealed(database.read);
  const newest = last === undefined ? utcMinute(database.clock.now()) : last + minuteMs;
  await seal.run({ now: newest + minuteMs + graceMs });
}
