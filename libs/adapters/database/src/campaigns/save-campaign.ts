import { toRowId } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { CampaignTree } from './campaign-tree.ts';
import { insertVersion } from './insert-version.ts';
import { saveAds, saveAdSets } from './save-ad-sets.ts';

/**
 * Writes the whole tree and its version in one go. Ad sets and ads that are no longer in it are archived, never deleted: decisions
 * and charges name them. New creatives wait for review; known ones keep their state. A new campaign is a draft.
 */
export async function saveCampaign(tx: Tx, tree: CampaignTree): Promise<void> {
  await saveCampaignRow(tx, tree);
  await saveCreatives(tx, tree);
  await saveAdSets(tx, tree.campaign.campaign, tree.adSets);
  await saveAds(tx, tree.campaign.campaign, tree.ads);
  await insertVersion(tx, tree.version);
}

async function saveCampaignRow(tx: Tx, { campaign, version }: CampaignTree): Promise<void> {
  await tx.query(
    `INSERT INTO campaign (campaign_id, account_id, name, objective, configured_status, daily_budget_micros, lifetime_budget_micros,
       starts_at, ends_at, frequency_caps, version, created_at, updated_at, min_gap_seconds, funding)
     SELECT $1, account_id, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, $11, $12, funding FROM ad_account WHERE account_id = $2
     ON CONFLICT (campaign_id) DO UPDATE SET name = excluded.name, objective = excluded.objective,
       daily_budget_micros = excluded.daily_budget_micros, lifetime_budget_micros = excluded.lifetime_budget_micros,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at, frequency_caps = excluded.frequency_caps,
       version = excluded.version, updated_at = excluded.updated_at, min_gap_seconds = excluded.min_gap_seconds`,
    [
      toRowId(campaign.campaign),
      toRowId(campaign.account),
      campaign.name,
      campaign.objective,
      campaign.dailyBudgetMicros ?? null,
      campaign.lifetimeBudgetMicros ?? null,
      new Date(campaign.startsAt),
      campaign.endsAt === undefined ? null : new Date(campaign.endsAt),
      JSON.stringify(campaign.caps),
      campaign.version,
      new Date(version.savedAt),
      campaign.minGapSeconds,
    ],
  );
}

async function saveCreatives(tx: Tx, tree: CampaignTree): Promise<void> {
  const rows = tree.creatives.map((each) => ({ ...each, id: toRowId(each.creative) }));
  await tx.query(
    `INSERT INTO creative (creative_id, account_id, format, headline, body, image_url, video_url, duration_ms, landing_url, call_to_action,
       created_at)
     SELECT r.id, $2, r.format, r.headline, r.body, r."imageUrl", r."videoUrl", r."durationMs", r."landingUrl", r."callToAction", $3
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, format text, headline text, body text, "imageUrl" text, "videoUrl" text,
       "durationMs" integer, "landingUrl" text, "callToAction" text)
     ON CONFLICT (creative_id) DO NOTHING`,
    [JSON.stringify(rows), toRowId(tree.campaign.account), new Date(tree.version.savedAt)],
  );
}
