import { effectiveStatus } from '@flywheel/campaigns';
import type { StoredCampaign } from '@flywheel/database/campaigns';
import type { CampaignDetail, CampaignDocument, CampaignSummary } from '@flywheel/http/campaigns';
import type { Instant } from '@flywheel/primitives';

/** The wire form of one row of the list, with the effective status at `now`. */
export function summariseCampaign(stored: StoredCampaign, now: Instant): CampaignSummary {
  return {
    id: stored.campaign,
    account: stored.account,
    name: stored.name,
    objective: stored.objective as CampaignSummary['objective'],
    configuredStatus: stored.configuredStatus,
    effective: effectiveStatus(standingOf(stored), now),
    version: stored.version,
    startsAt: new Date(stored.startsAt).toISOString(),
    endsAt: stored.endsAt === undefined ? null : new Date(stored.endsAt).toISOString(),
    currency: stored.currency,
    dailyBudgetMicros: stored.dailyBudgetMicros === undefined ? null : String(stored.dailyBudgetMicros),
    lifetimeBudgetMicros: stored.lifetimeBudgetMicros === undefined ? null : String(stored.lifetimeBudgetMicros),
    fundedMicros: String(stored.fundedMicros),
    heldMicros: String(stored.heldMicros),
    createdAt: new Date(stored.createdAt).toISOString(),
    updatedAt: new Date(stored.updatedAt).toISOString(),
  };
}

/** The summary with the whole document and the review state of its creatives. */
export function detailCampaign(stored: StoredCampaign, now: Instant): CampaignDetail {
  const reviews = stored.reviews.map(({ creative, state, reason }) => ({ creative, state, reason: reason ?? null }));
  return { ...summariseCampaign(stored, now), document: stored.document as CampaignDocument, reviews };
}

/** Money counts as left until it is spent: what deciders hold of it still serves. */
function standingOf(stored: StoredCampaign): Parameters<typeof effectiveStatus>[0] {
  return {
    configured: stored.configuredStatus,
    accountActive: stored.accountActive,
    startsAt: stored.startsAt,
    endsAt: stored.endsAt,
    fundedMicros: stored.fundedMicros,
    leftMicros: stored.heldMicros,
    reviews: stored.reviews.map((each) => each.state),
  };
}
