import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/**
 * The end of the last month (UTC) that was closed at `closedBy` or before, as were all earlier ones that are known; undefined when there
 * is none.
 */
export async function readReleasedUntil(tx: Tx, closedBy: Instant): Promise<Instant | undefined> {
  const { rows } = await tx.query<{ until: Date | null }>(
    `WITH months AS (SELECT period, state = 'closed' AND closed_at <= $1 AS released FROM books.period)
     SELECT ((max(period) || '-01')::timestamp + interval '1 month') AT TIME ZONE 'UTC' AS until FROM months m
     WHERE released AND NOT EXISTS (SELECT 1 FROM months e WHERE e.period < m.period AND e.released IS NOT TRUE)`,
    [new Date(closedBy)],
  );
  return rows[0]?.until?.getTime();
}
