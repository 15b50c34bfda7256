import { join } from 'node:path';
import type { Database } from '@flywheel/database';
import { countErasures, listErasures } from '@flywheel/database/people';
import type { Job } from '@flywheel/queue';
import type { Env } from '@flywheel/runtime';
import { CheckpointFolder, loadCheckpointKey, writeErasureList } from '@flywheel/runtime/evidence';
import { ChainRecords } from './chain-records.ts';
import { SignCheckpoint } from './sign-checkpoint.ts';

/** The timed work that keeps evidence: links, daily checkpoints, and the list of erasures that a restored backup is told. */
export function evidenceJobs(database: Database, env: Pick<Env, 'dataDir' | 'checkpointKey' | 'world'>): Job[] {
  const chain = new ChainRecords(database);
  const key = loadCheckpointKey(env.dataDir, env.checkpointKey);
  const sign = new SignCheckpoint(database, key, new CheckpointFolder(join(env.dataDir, 'checkpoints', env.world)));
  let written = -1;
  return [
    { name: 'chain-records', everyMs: 5_000, run: async () => void (await chain.run()) },
    { name: 'sign-checkpoint', everyMs: 60_000, run: async (_payload, { now }) => void (await sign.run({ now })) },
    {
      name: 'keep-erasure-list',
      everyMs: 10_000,
      run: async () => {
        const count = await countErasures(database.read);
        if (count === written) return;
        writeErasureList(join(env.dataDir, 'erasures', `${env.world}.jsonl`), await listErasures(database.read));
        written = count;
      },
    },
  ];
}
