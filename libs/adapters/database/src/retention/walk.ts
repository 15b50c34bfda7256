import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Decisions that nobody is charged for, and those that somebody is: each has its time. */
export type WalkClass = 'uncharged-decisions' | 'charged-decisions';

/** How far the decisions of a class were looked at (row id of the last one), and before when charges were free to go then. */
export type Walk = { readonly class: WalkClass; readonly after: string; readonly releasedUntil: Instant | undefined };

/** The walk of a class, locked until the transaction ends; undefined while another process goes on with it. */
export async function lockWalk(tx: Tx, walkClass: WalkClass): Promise<Walk | undefined> {
  const { rows } = await tx.query<{ after_id: string; released_until: Date | null }>(
    'SELECT after_id, released_until FROM retention_walk WHERE class = $1 FOR UPDATE SKIP LOCKED',
    [walkClass],
  );
  return rows[0] && { class: walkClass, after: rows[0].after_id, releasedUntil: rows[0].released_until?.getTime() };
}

/** Keeps where a walk stands. */
export async function moveWalk(tx: Tx, walk: Walk): Promise<void> {
  const released = walk.releasedUntil === undefined ? null : new Date(walk.releasedUntil);
  await tx.query('UPDATE retention_walk SET after_id = $2, released_until = $3 WHERE class = $1', [walk.class, walk.after, released]);
}
