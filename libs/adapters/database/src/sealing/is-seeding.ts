import type { Tx } from '@flywheel/runtime';

/** Whether a seeder is filling this world's past right now. */
export async function isSeeding(tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query(`SELECT 1 FROM long_work WHERE name = 'seeding' AND ended_at IS NULL`);
  return rowCount > 0;
}
