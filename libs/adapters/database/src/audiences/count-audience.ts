import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** How many people are in it who agree to ads by interest now. */
export async function countAudience(tx: Tx, audience: Id<'aud'>): Promise<number> {
  const { rows } = await tx.query<{ people: number }>(
    `SELECT count(*)::int AS people FROM audience_member m JOIN identity i USING (viewer_key)
      WHERE m.audience_id = $1 AND m.left_at IS NULL AND i.purposes @> '{personalisation,ads}'`,
    [toRowId(audience)],
  );
  return rows[0]?.people ?? 0;
}

/** Writes a count and what follows from it. */
export async function writeCount(
  tx: Tx,
  count: { audience: Id<'aud'>; people: number; toldPeople: number; targetable: boolean; now: Instant },
): Promise<void> {
  await tx.query('UPDATE audience SET people = $2, told_people = $3, targetable = $4, counted_at = $5 WHERE audience_id = $1', [
    toRowId(count.audience),
    count.people,
    count.toldPeople,
    count.targetable,
    new Date(count.now),
  ]);
}
