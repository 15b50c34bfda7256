import type { Fault } from './fault.ts';
import { apiKilled } from './strikes/api-killed.ts';
import { clockJumps } from './strikes/clock-jumps.ts';
import { diskFull } from './strikes/disk-full.ts';
import { diskSyncFails } from './strikes/disk-sync-fails.ts';
import { insideNetwork, lossyNetwork } from './strikes/lossy-network.ts';
import { migrators } from './strikes/migrators.ts';
import { backupDrill, propertySequences } from './strikes/other-suites.ts';
import { overspend } from './strikes/overspend.ts';
import { postgresKilled } from './strikes/postgres-killed.ts';
import { queueFlushed } from './strikes/queue-flushed.ts';
import { redisKilled } from './strikes/redis-killed.ts';
import { repeatedAndLate } from './strikes/repeated-and-late.ts';
import { demoKills, replayKills } from './strikes/whole-commands.ts';
import { workerKilled, workerStopped } from './strikes/worker-struck.ts';

/** Every fault in the order of the run. */
export const faults: readonly Fault[] = [
  postgresKilled,
  diskSyncFails,
  redisKilled,
  queueFlushed,
  workerKilled,
  workerStopped,
  apiKilled,
  diskFull,
  clockJumps,
  repeatedAndLate,
  lossyNetwork,
  migrators,
  backupDrill,
  propertySequences,
  overspend,
];

/** What a fault runs of itself elsewhere; only by name. */
export const parts: readonly Fault[] = [insideNetwork];

/** Whole commands of minutes each; only by name. */
export const long: readonly Fault[] = [demoKills, replayKills];
