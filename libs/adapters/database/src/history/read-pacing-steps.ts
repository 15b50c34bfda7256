import type { Tx } from '@flywheel/runtime';

/** What pacing lets through of a holder (the digits of a campaign's or an ad set's id): a share of its bids, a chance to take part. */
export type PacingStep = { holder: string; sharePpm: number; throttlePpm: number };

/** The last change of every holder after version `after`, up to `to`; with `after` 0 that is the whole of version `to`. */
export async function readPacingSteps(tx: Tx, after: bigint, to: bigint): Promise<PacingStep[]> {
  const { rows } = await tx.query<PacingStep>(
    `SELECT DISTINCT ON (holder_id) replace(holder_id::text, '-', '') AS holder, share_ppm AS "sharePpm", throttle_ppm AS "throttlePpm"
     FROM pacing_change WHERE version > $1 AND version <= $2 ORDER BY holder_id, version DESC`,
    [after, to],
  );
  return rows;
}
