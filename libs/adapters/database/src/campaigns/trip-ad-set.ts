import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { writeStatus } from './campaign-status.ts';
import { insertVersion } from './insert-version.ts';
import { lockCampaign } from './read-campaigns.ts';

type StoredDocument = { adSets: Array<{ id?: string; status?: string }> };

/**
 * Pauses an ad set on behalf of the breaker: as a version of its campaign, with the reason the advertiser reads. Returns false where it
 * does not serve anyway. Starting it again is a person's choice.
 */
export async function tripAdSet(tx: Tx, trip: { campaign: Id<'cmp'>; adSet: Id<'set'>; reason: string; now: Instant }): Promise<boolean> {
  const { campaign, adSet, reason, now } = trip;
  const stored = await lockCampaign(tx, campaign);
  const set = stored?.adSets.find((each) => each.adSet === adSet);
  if (!stored || stored.configuredStatus !== 'active' || set?.configuredStatus !== 'active') return false;
  const version = stored.version + 1;
  await writeStatus(tx, { campaign, adSet, status: 'paused', version, now });
  await tx.query('UPDATE ad_set SET tripped_at = $2, trip_reason = $3 WHERE ad_set_id = $1', [toRowId(adSet), new Date(now), reason]);
  const before = stored.document as StoredDocument;
  const adSets = before.adSets.map((each) => (each.id === adSet ? { ...each, status: 'paused' } : each));
  const document = { ...before, adSets };
  const { configuredStatus: status } = stored;
  await insertVersion(tx, { campaign, version, status, cause: 'breaker', document, savedAt: now, savedBy: undefined });
  return true;
}
