import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

const aliveMs = 5000;

/** Says that a decider lives and returns how many do, itself included: those heard of within five seconds of `now`. */
export async function beat(tx: Tx, decider: string, now: Instant): Promise<number> {
  await tx.query(
    `INSERT INTO decider_beat (decider, seen_at) VALUES ($1, $2) ON CONFLICT (decider) DO UPDATE SET seen_at = excluded.seen_at`,
    [decider, new Date(now)],
  );
  const { rows } = await tx.query<{ alive: number }>(
    'SELECT count(*)::int AS alive FROM decider_beat WHERE seen_at BETWEEN $1 AND $2 OR decider = $3',
    [new Date(now - aliveMs), new Date(now + aliveMs), decider],
  );
  return rows[0]?.alive ?? 1;
}

/** Takes a decider off the list, and with it those that said nothing for a day. */
export async function stopBeating(tx: Tx, decider: string, now: Instant): Promise<void> {
  await tx.query('DELETE FROM decider_beat WHERE decider = $1 OR seen_at < $2', [decider, new Date(now - 86_400_000)]);
}
