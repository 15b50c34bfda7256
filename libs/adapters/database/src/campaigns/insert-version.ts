import { createHash } from 'node:crypto';
import { canonicalJson, toRowId } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { VersionRow } from './campaign-tree.ts';

/** Keeps a version for ever: a save, or a change of status with the document as it stands then. */
export async function insertVersion(tx: Tx, row: VersionRow): Promise<void> {
  await tx.query(
    `INSERT INTO campaign_version (campaign_id, version, sha256, document, saved_at, saved_by, configured_status, cause)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      toRowId(row.campaign),
      row.version,
      versionHash(row),
      JSON.stringify(row.document),
      new Date(row.savedAt),
      row.savedBy ? toRowId(row.savedBy) : null,
      row.status,
      row.cause,
    ],
  );
}

/** SHA-256 over the canonical JSON of what a version says: the document and the campaign's own status. */
export function versionHash({ document, status }: Pick<VersionRow, 'document' | 'status'>): Buffer {
  return createHash('sha256').update(canonicalJson({ document, status })).digest();
}
