import type { Tx } from '@flywheel/runtime';
import type { Database } from '../database.ts';

/**
 * Runs `fn` in one view of the data, with settings for reading whole versions: their rows come from the history, whose number the planner
 * can not know, so loops over loops are switched off, and a large version may take its time.
 */
export async function inHistory<T>(database: Database, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return database.inSnapshot(async (tx) => {
    await tx.query(`SELECT set_config('enable_nestloop', 'off', true), set_config('statement_timeout', '300s', true)`);
    return fn(tx);
  });
}
