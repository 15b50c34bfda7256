import type { Purpose } from '@flywheel/events';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { forgetAudiences, writePersonKeys } from '../audiences/person-keys.ts';
import { findViewers } from './find-people.ts';
import { lockPeopleForErasure } from './person-lock.ts';

/** A viewer to write; `key` is used only when the platform id is new. Purposes are in one fixed order. */
export type ViewerRow = {
  readonly platformId: string;
  readonly key: string;
  readonly purposes: readonly Purpose[];
  readonly country: string | null;
  readonly language: string | null;
  readonly joinedAt: string;
  /** HMACs (hex) of the identifiers that were sent; undefined leaves those known as they are. */
  readonly matchKeys?: readonly string[] | undefined;
};

/**
 * Writes viewers and the ledger of their consent; each platform id at most once. Who no longer agrees to personalisation loses
 * interests and memberships in the same transaction, and without ads as well what audiences are matched by. Returns the platform ids
 * that were new or changed.
 */
export async function upsertViewers(tx: Tx, rows: readonly ViewerRow[], source: string, now: Instant): Promise<Set<string>> {
  const ids = rows.map(({ platformId }) => platformId);
  const before = await findViewers(tx, ids);
  const lost = (...needed: Purpose[]): string[] =>
    rows.flatMap(({ platformId, purposes }) => {
      const known = before.get(platformId);
      const agreed = (to: readonly Purpose[]): boolean => needed.every((purpose) => to.includes(purpose));
      return known && agreed(known.purposes) && !agreed(purposes) ? [known.key] : [];
    });
  const withdrawn = lost('personalisation');
  const noTargeting = lost('personalisation', 'ads');
  if (withdrawn.length + noTargeting.length > 0) await lockPeopleForErasure(tx);
  const written = await tx.query<{ platform_id: string; viewer_key: string; purposes: Purpose[] }>(upsert, [
    JSON.stringify(rows.map(({ matchKeys: _, ...row }) => row)),
    new Date(now),
  ]);
  const consents = written.rows.filter((row) => before.get(row.platform_id)?.purposes.join() !== row.purposes.join());
  if (consents.length > 0) {
    await tx.query(
      `INSERT INTO consent_change (viewer_key, purposes, changed_at, source)
       SELECT viewer_key, purposes, $2, $3 FROM jsonb_to_recordset($1::jsonb) AS c(viewer_key uuid, purposes text[])`,
      [JSON.stringify(consents), new Date(now), source],
    );
  }
  if (withdrawn.length > 0) await forgetInterests(tx, withdrawn, now);
  if (noTargeting.length > 0) await forgetAudiences(tx, noTargeting, new Date(now));
  const sent = rows.flatMap(({ platformId, matchKeys }) => (matchKeys ? [{ platformId, matchKeys }] : []));
  const matched = await writePersonKeys(tx, sent, new Date(now));
  return new Set([...written.rows.map((row) => row.platform_id), ...matched]);
}

async function forgetInterests(tx: Tx, keys: readonly string[], now: Instant): Promise<void> {
  await tx.query('DELETE FROM affinity WHERE viewer_key = ANY($1::uuid[])', [keys]);
  await tx.query(
    `UPDATE membership
        SET left_at = $2, updated_at = $2, explanation = '{"reasons": [], "rule": "consent was withdrawn", "modelVersion": ""}'
      WHERE viewer_key = ANY($1::uuid[]) AND left_at IS NULL`,
    [keys, new Date(now)],
  );
}

const upsert = `
INSERT INTO identity (viewer_key, platform_id, purposes, country, language, data_key, joined_at, updated_at)
SELECT key, "platformId", purposes, country, language,
       uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), "joinedAt", $2
  FROM jsonb_to_recordset($1::jsonb)
       AS v(key uuid, "platformId" text, purposes text[], country char(2), language text, "joinedAt" timestamptz)
 ORDER BY "platformId"
ON CONFLICT (platform_id) DO UPDATE
   SET purposes = excluded.purposes, country = excluded.country, language = excluded.language, updated_at = excluded.updated_at
 WHERE (identity.purposes, identity.country, identity.language) IS DISTINCT FROM (excluded.purposes, excluded.country, excluded.language)
RETURNING platform_id, viewer_key, purposes
`;
