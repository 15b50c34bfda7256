import type { ConfiguredStatus } from '@flywheel/campaigns';
import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** One immutable save or change of status; `status` is undefined for versions from before statuses were kept. */
export type CampaignVersion = {
  version: number;
  sha256: string;
  savedAt: Instant;
  savedBy: string | undefined;
  cause: string;
  status: ConfiguredStatus | undefined;
  document: unknown;
};

type Row = {
  version: number;
  sha256: string;
  saved_at: Date;
  saved_by: string | null;
  cause: string;
  configured_status: ConfiguredStatus | null;
  document: unknown;
};

/** Every save of a campaign, newest first; at most 200. */
export async function listCampaignVersions(tx: Tx, campaign: Id<'cmp'>): Promise<CampaignVersion[]> {
  const { rows } = await tx.query<Row>(
    `SELECT version, encode(sha256, 'hex') AS sha256, saved_at, display_name AS saved_by, cause, configured_status, document
     FROM campaign_version LEFT JOIN person ON person_id = saved_by WHERE campaign_id = $1 ORDER BY version DESC LIMIT 200`,
    [toRowId(campaign)],
  );
  return rows.map((row) => ({
    version: row.version,
    sha256: row.sha256,
    savedAt: row.saved_at.getTime(),
    savedBy: row.saved_by ?? undefined,
    cause: row.cause,
    status: row.configured_status ?? undefined,
    document: row.document,
  }));
}
