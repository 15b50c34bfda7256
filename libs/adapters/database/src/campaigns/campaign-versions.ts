import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** One immutable save. */
export type CampaignVersion = { version: number; sha256: string; savedAt: Instant; savedBy: string | undefined; document: unknown };

/** Every save of a campaign, newest first; at most 200. */
export async function listCampaignVersions(tx: Tx, campaign: Id<'cmp'>): Promise<CampaignVersion[]> {
  const { rows } = await tx.query<{ version: number; sha256: string; saved_at: Date; saved_by: string | null; document: unknown }>(
    `SELECT version, encode(sha256, 'hex') AS sha256, saved_at, display_name AS saved_by, document
     FROM campaign_version LEFT JOIN person ON person_id = saved_by WHERE campaign_id = $1 ORDER BY version DESC LIMIT 200`,
    [toRowId(campaign)],
  );
  return rows.map((row) => ({
    version: row.version,
    sha256: row.sha256,
    savedAt: row.saved_at.getTime(),
    savedBy: row.saved_by ?? undefined,
    document: row.document,
  }));
}
