import type { Tx } from '@flywheel/runtime';

/** A process that decides, and where it answers. */
export type DeciderRow = { decider: string; address: string };

const aliveFor = '2 seconds';

/** Says that this process decides, and returns all that do: whoever said so within two seconds of the database's clock. */
export async function beatAndReadDeciders(tx: Tx, { decider, address }: DeciderRow): Promise<DeciderRow[]> {
  await tx.query(
    `INSERT INTO decider (decider, address, beat_at) VALUES ($1, $2, clock_timestamp())
     ON CONFLICT (decider) DO UPDATE SET address = excluded.address, beat_at = excluded.beat_at`,
    [decider, address],
  );
  const { rows } = await tx.query<DeciderRow>(
    `SELECT decider, address FROM decider WHERE beat_at > clock_timestamp() - interval '${aliveFor}' ORDER BY decider`,
  );
  return rows;
}

/** Says that this process decides no more; forgets those that fell silent an hour ago. */
export async function leaveDeciders(tx: Tx, decider: string): Promise<void> {
  await tx.query(`DELETE FROM decider WHERE decider = $1 OR beat_at < clock_timestamp() - interval '1 hour'`, [decider]);
}
