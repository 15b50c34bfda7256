import { fromRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { Explanation } from '@flywheel/segments';

/** A segment with its size at the last count. */
export type SegmentRow = {
  readonly segment: Id<'seg'>;
  readonly node: string;
  readonly taxonomy: 'iab' | 'tag' | 'community';
  readonly kind: 'declared' | 'contextual' | 'inferred' | 'community' | 'supervised';
  readonly name: string;
  readonly members: number;
  readonly sellable: boolean;
  readonly countedAt: Date | null;
};

/** A membership of one person that goes on. */
export type MembershipRow = Pick<SegmentRow, 'segment' | 'node' | 'kind' | 'name'> & {
  readonly lift: number;
  readonly enteredAt: Date;
  readonly explanation: Explanation;
};

const activeDays = 30;

/**
 * Counts the members of every segment who did anything in the last 30 days; sellable from `least` of them on, a community only while it is
 * named and its members' interest was seen to last.
 */
export async function countMembers(tx: Tx, least: number, now: Instant): Promise<void> {
  await tx.query(
    `UPDATE segment s SET members = c.members, counted_at = $2, sellable = c.members >= $1 AND (s.kind <> 'community' OR EXISTS (
              SELECT FROM community k WHERE k.node = s.node AND k.kept AND k.named_by IS NOT NULL AND k.retired_at IS NULL))
       FROM (SELECT segment_id, count(m.viewer_key)::int AS members
               FROM segment
               LEFT JOIN membership m USING (segment_id)
              WHERE m.viewer_key IS NULL OR (m.left_at IS NULL AND EXISTS (
                SELECT FROM affinity a WHERE a.viewer_key = m.viewer_key AND a.at >= $2::timestamptz - interval '${activeDays} days'))
              GROUP BY segment_id) AS c
      WHERE c.segment_id = s.segment_id`,
    [least, new Date(now)],
  );
  await tx.query('UPDATE segment SET members = 0, sellable = false, counted_at = $1 WHERE counted_at IS DISTINCT FROM $1', [new Date(now)]);
}

/** Every segment, largest first. */
export async function listSegments(tx: Tx, limit: number): Promise<SegmentRow[]> {
  const { rows } = await tx.query<Omit<SegmentRow, 'segment'> & { id: string }>(
    `SELECT segment_id AS id, s.node, coalesce(t.taxonomy, split_part(s.node, ':', 1)) AS taxonomy, s.kind, s.name, s.members, s.sellable,
            s.counted_at AS "countedAt"
       FROM segment s LEFT JOIN taxonomy_node t USING (node) ORDER BY s.members DESC, s.name LIMIT $1`,
    [limit],
  );
  return rows.map(({ id, ...row }) => ({ segment: fromRowId('seg', id), ...row }));
}

/** What one person is in now, strongest first. */
export async function listMemberships(tx: Tx, viewer: string): Promise<MembershipRow[]> {
  const { rows } = await tx.query<Omit<MembershipRow, 'segment'> & { id: string }>(
    `SELECT segment_id AS id, node, kind, name, lift, entered_at AS "enteredAt", explanation
       FROM membership JOIN segment USING (segment_id) WHERE viewer_key = $1 AND left_at IS NULL ORDER BY lift DESC, node`,
    [viewer],
  );
  return rows.map(({ id, ...row }) => ({ segment: fromRowId('seg', id), ...row }));
}
