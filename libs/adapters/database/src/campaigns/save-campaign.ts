import { toRowId } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { CampaignTree } from './campaign-tree.ts';

/**
 * Writes the whole tree and its version in one go. Ad sets and ads that are no longer in it are archived, never deleted: decisions
 * and charges name them. New creatives wait for review; known ones keep their state.
 */
export async function saveCampaign(tx: Tx, tree: CampaignTree): Promise<void> {
  await saveCampaignRow(tx, tree);
  await saveCreatives(tx, tree);
  await saveAdSets(tx, tree);
  await saveAds(tx, tree);
  await tx.query(
    `INSERT INTO campaign_version (campaign_id, version, sha256, document, saved_at, saved_by) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      toRowId(tree.campaign.campaign),
      tree.campaign.version,
      Buffer.from(tree.sha256),
      JSON.stringify(tree.document),
      new Date(tree.savedAt),
      tree.savedBy ? toRowId(tree.savedBy) : null,
    ],
  );
}

async function saveCampaignRow(tx: Tx, { campaign, savedAt }: CampaignTree): Promise<void> {
  await tx.query(
    `INSERT INTO campaign (campaign_id, account_id, name, objective, configured_status, daily_budget_micros, lifetime_budget_micros,
       starts_at, ends_at, frequency_caps, version, created_at, updated_at)
     VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, $11)
     ON CONFLICT (campaign_id) DO UPDATE SET name = excluded.name, objective = excluded.objective,
       daily_budget_micros = excluded.daily_budget_micros, lifetime_budget_micros = excluded.lifetime_budget_micros,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at, frequency_caps = excluded.frequency_caps,
       version = excluded.version, updated_at = excluded.updated_at`,
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
      new Date(savedAt),
    ],
  );
}

async function saveCreatives(tx: Tx, tree: CampaignTree): Promise<void> {
  const rows = tree.creatives.map((each) => ({ ...each, id: toRowId(each.creative), imageUrl: each.imageUrl ?? null }));
  await tx.query(
    `INSERT INTO creative (creative_id, account_id, format, headline, body, image_url, landing_url, call_to_action, created_at)
     SELECT r.id, $2, r.format, r.headline, r.body, r."imageUrl", r."landingUrl", r."callToAction", $3
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, format text, headline text, body text, 
       "imageUrl" text, "landingUrl" text, "callToAction" text)
     ON CONFLICT (creative_id) DO NOTHING`,
    [JSON.stringify(rows), toRowId(tree.campaign.account), new Date(tree.savedAt)],
  );
}

async function saveAdSets(tx: Tx, tree: CampaignTree): Promise<void> {
  const rows = tree.adSets.map((each) => ({ ...each, id: toRowId(each.adSet), bidMicros: String(each.bidMicros) }));
  const campaign = toRowId(tree.campaign.campaign);
  await tx.query(
    `INSERT INTO ad_set (ad_set_id, campaign_id, name, configured_status, goal, billing_event, bid_strategy, bid_micros, targeting,
       placements, frequency_caps)
     SELECT r.id, $2, r.name, 'active', r.goal, r."billingEvent", r."bidStrategy", r."bidMicros", r.targeting,
       ARRAY(SELECT jsonb_array_elements_text(r.placements)), r.caps
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, name text, goal text, "billingEvent" text, "bidStrategy" text, "bidMicros" bigint,
       targeting jsonb, placements jsonb, caps jsonb)
     ON CONFLICT (ad_set_id) DO UPDATE SET name = excluded.name, configured_status = 'active', goal = excluded.goal,
       billing_event = excluded.billing_event, bid_strategy = excluded.bid_strategy, bid_micros = excluded.bid_micros,
       targeting = excluded.targeting, placements = excluded.placements, frequency_caps = excluded.frequency_caps`,
    [JSON.stringify(rows), campaign],
  );
  await tx.query(`UPDATE ad_set SET configured_status = 'archived' WHERE campaign_id = $1 AND NOT ad_set_id = ANY ($2::uuid[])`, [
    campaign,
    rows.map((row) => row.id),
  ]);
}

async function saveAds(tx: Tx, tree: CampaignTree): Promise<void> {
  const rows = tree.ads.map((each) => ({
    id: toRowId(each.ad),
    set: toRowId(each.adSet),
    creative: toRowId(each.creative),
    name: each.name,
  }));
  await tx.query(
    `INSERT INTO ad (ad_id, ad_set_id, creative_id, name, configured_status)
     SELECT r.id, r.set, r.creative, r.name, 'active' FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, set uuid, creative uuid, name text)
     ON CONFLICT (ad_id) DO UPDATE SET creative_id = excluded.creative_id, name = excluded.name, configured_status = 'active'`,
    [JSON.stringify(rows)],
  );
  await tx.query(
    `UPDATE ad SET configured_status = 'archived' FROM ad_set s
     WHERE s.ad_set_id = ad.ad_set_id AND s.campaign_id = $1 AND NOT ad.ad_id = ANY ($2::uuid[])`,
    [toRowId(tree.campaign.campaign), rows.map((row) => row.id)],
  );
}
