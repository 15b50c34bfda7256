import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A creator to write; `id` is used only when the platform id is new. */
export type CreatorRow = {
  readonly platformId: string;
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  readonly joinedAt: string;
};

/** Writes creators, each platform id at most once. Returns the platform ids that were new or changed. */
export async function upsertCreators(tx: Tx, rows: readonly CreatorRow[], now: Instant): Promise<Set<string>> {
  const written = await tx.query<{ platform_id: string }>(upsert, [JSON.stringify(rows), new Date(now)]);
  return new Set(written.rows.map((row) => row.platform_id));
}

const upsert = `
INSERT INTO creator (creator_id, platform_id, display_name, country, joined_at, updated_at)
SELECT id, "platformId", name, country, "joinedAt", $2
  FROM jsonb_to_recordset($1::jsonb) AS c(id uuid, "platformId" text, name text, country char(2), "joinedAt" timestamptz)
 ORDER BY "platformId"
ON CONFLICT (platform_id) DO UPDATE
   SET display_name = excluded.display_name, country = excluded.country, updated_at = excluded.updated_at
 WHERE (creator.display_name, creator.country) IS DISTINCT FROM (excluded.display_name, excluded.country)
RETURNING platform_id
`;
