import type { Purpose } from '@flywheel/events';
import type { Tx } from '@flywheel/runtime';

/** A known viewer: the pseudonym (uuid text) and what they agreed to. */
export type KnownViewer = { readonly key: string; readonly purposes: readonly Purpose[] };

/** Known content: its row id and whose it is (uuid text). */
export type KnownContent = { readonly id: string; readonly creator: string | null };

/** The viewers among these platform ids, by platform id. */
export async function findViewers(tx: Tx, platformIds: readonly string[]): Promise<Map<string, KnownViewer>> {
  if (platformIds.length === 0) return new Map();
  const { rows } = await tx.query<{ platform_id: string; viewer_key: string; purposes: Purpose[] }>(
    'SELECT platform_id, viewer_key, purposes FROM identity WHERE platform_id = ANY($1)',
    [platformIds],
  );
  return new Map(rows.map((row) => [row.platform_id, { key: row.viewer_key, purposes: row.purposes }]));
}

/** The contents among these platform ids, by platform id. */
export async function findContents(tx: Tx, platformIds: readonly string[]): Promise<Map<string, KnownContent>> {
  if (platformIds.length === 0) return new Map();
  const { rows } = await tx.query<{ platform_id: string; content_id: string; creator_id: string | null }>(
    'SELECT platform_id, content_id, creator_id FROM content WHERE platform_id = ANY($1)',
    [platformIds],
  );
  return new Map(rows.map((row) => [row.platform_id, { id: row.content_id, creator: row.creator_id }]));
}

/** The creators among these platform ids: platform id → row id (uuid text). */
export async function findCreators(tx: Tx, platformIds: readonly string[]): Promise<Map<string, string>> {
  if (platformIds.length === 0) return new Map();
  const { rows } = await tx.query<{ platform_id: string; creator_id: string }>(
    'SELECT platform_id, creator_id FROM creator WHERE platform_id = ANY($1)',
    [platformIds],
  );
  return new Map(rows.map((row) => [row.platform_id, row.creator_id]));
}
