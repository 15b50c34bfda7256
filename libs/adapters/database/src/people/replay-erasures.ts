import type { Tx } from '@flywheel/runtime';
import type { ErasedKey } from '@flywheel/runtime/evidence';
import { eraseViewer } from './erase-viewer.ts';

/** How many people were erased so far. */
export async function countErasures(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM erasure');
  return rows[0]?.n ?? 0;
}

/** Every pseudonym that was erased, oldest first. */
export async function listErasures(tx: Tx): Promise<ErasedKey[]> {
  const { rows } = await tx.query<{ viewer_key: string; erased_at: Date }>(
    'SELECT viewer_key, erased_at FROM erasure ORDER BY erased_at, viewer_key',
  );
  return rows.map((row) => ({ viewerKey: row.viewer_key, erasedAt: row.erased_at.toISOString() }));
}

/**
 * Erases once more whoever was erased after a backup was taken, in the database that was restored from it; returns how many that were.
 * A pseudonym is enough: where the backup came without its identity map, what is kept under the pseudonym goes all the same.
 */
export async function replayErasures(tx: Tx, erased: readonly ErasedKey[]): Promise<number> {
  const { rows } = await tx.query<{ viewer_key: string; at: string }>(
    `SELECT DISTINCT ON (viewer_key) viewer_key, at FROM unnest($1::uuid[], $2::text[]) AS e(viewer_key, at)
     WHERE NOT EXISTS (SELECT 1 FROM erasure done WHERE done.viewer_key = e.viewer_key) ORDER BY viewer_key, at`,
    [erased.map(({ viewerKey }) => viewerKey), erased.map(({ erasedAt }) => erasedAt)],
  );
  for (const { viewer_key: key, at } of rows) {
    // Erasing goes by the platform's id: a pseudonym without one gets a name that no platform gives.
    await tx.query(
      `INSERT INTO identity (viewer_key, platform_id, data_key, joined_at, updated_at)
       VALUES ($1::uuid, 'erased ' || $1::uuid, '', $2::timestamptz, $2::timestamptz)
       ON CONFLICT (viewer_key) DO NOTHING`,
      [key, at],
    );
    const found = await tx.query<{ platform_id: string }>('SELECT platform_id FROM identity WHERE viewer_key = $1', [key]);
    for (const { platform_id: id } of found.rows) await eraseViewer(tx, id, Date.parse(at));
  }
  return rows.length;
}
