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

/** What the page shows of the shadow model: as of `shownAt`, of impressions decided from `since` on. */
export type ShownModel = { shown: unknown; shownAt: Instant | undefined; since: Instant | undefined };

/** Keeps what the page shows. */
export async function writeShown(tx: Tx, { shown, shownAt, since }: ShownModel): Promise<void> {
  await tx.query('UPDATE model_learner SET shown = $1, shown_at = $2, shown_since = $3', [
    JSON.stringify(shown),
    shownAt === undefined ? null : new Date(shownAt),
    since === undefined ? null : new Date(since),
  ]);
}

/** What the page shows, and whether an operator holds what is published. */
export async function readShown(tx: Tx): Promise<ShownModel & { held: boolean }> {
  const { rows } = await tx.query<{ held: boolean; shown: unknown; shown_at: Date | null; shown_since: Date | null }>(
    'SELECT held, shown, shown_at, shown_since FROM model_learner',
  );
  const [row] = rows;
  return { held: row?.held ?? false, shown: row?.shown ?? [], shownAt: row?.shown_at?.getTime(), since: row?.shown_since?.getTime() };
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

/** What ads are called, by number. */
export async function readAdNames(tx: Tx, numbers: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await tx.query<{ number: number; name: string }>('SELECT ad_no AS number, name FROM ad WHERE ad_no = ANY ($1::int[])', [
    numbers,
  ]);
  return new Map(rows.map(({ number, name }) => [number, name]));
}
