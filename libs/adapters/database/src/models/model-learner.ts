import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

const holdMs = 5000;

/** Whether `holder` is the one that learns, for five seconds from `now`: another one takes over when it stops. */
export async function holdLearner(tx: Tx, holder: string, now: Instant): Promise<boolean> {
  const { rows } = await tx.query(
    `UPDATE model_learner SET holder = $1, until = $2 WHERE holder = $1 OR until < $3 OR until > $2 RETURNING holder`,
    [holder, new Date(now + holdMs), new Date(now)],
  );
  return rows.length > 0;
}

/** What stands: the newest version, and whether an operator holds it. */
export async function readStanding(tx: Tx): Promise<{ version: bigint; held: boolean }> {
  const { rows } = await tx.query<{ version: bigint; held: boolean }>(
    'SELECT (SELECT coalesce(max(version), 0) FROM model_version) AS version, held FROM model_learner',
  );
  return rows[0] ?? { version: 0n, held: false };
}

/** Holds what is published, or lets the learner publish again. Waits for a publication that is on its way. */
export async function setHeld(tx: Tx, held: boolean): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(7011)');
  await tx.query('UPDATE model_learner SET held = $1', [held]);
}

/** Keeps what the page shows of the shadow model. */
export async function writeShown(tx: Tx, shown: unknown, now: Instant): Promise<void> {
  await tx.query('UPDATE model_learner SET shown = $1, shown_at = $2', [JSON.stringify(shown), new Date(now)]);
}

/** What the page shows of the shadow model, and since when it stands. */
export async function readShown(tx: Tx): Promise<{ held: boolean; shown: unknown; shownAt: Instant | undefined }> {
  const { rows } = await tx.query<{ held: boolean; shown: unknown; shown_at: Date | null }>(
    'SELECT held, shown, shown_at FROM model_learner',
  );
  return { held: rows[0]?.held ?? false, shown: rows[0]?.shown ?? [], shownAt: rows[0]?.shown_at?.getTime() };
}

/** One version in the list of them. */
export type ListedVersion = {
  version: bigint;
  publishedAt: Date;
  publishedBy: string;
  reason: string | null;
  restores: bigint | null;
  whole: boolean;
  ads: number;
};

/** The newest versions, and whatever an operator published; newest first. */
export async function listVersions(tx: Tx, most: number): Promise<ListedVersion[]> {
  const columns = `version, published_at AS "publishedAt", published_by AS "publishedBy", reason, restores, based_on IS NULL AS whole,
    jsonb_array_length(payload->'ads') AS ads`;
  const { rows } = await tx.query<ListedVersion>(
    `(SELECT ${columns} FROM model_version ORDER BY version DESC LIMIT $1)
     UNION (SELECT ${columns} FROM model_version WHERE published_by <> 'learner' ORDER BY version DESC LIMIT $1)
     ORDER BY version DESC`,
    [most],
  );
  return rows;
}
