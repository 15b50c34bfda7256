import { bidCeiling, dayPlan } from '@flywheel/campaigns';
import type { CampaignTree } from '@flywheel/database/campaigns';
import type { AdDocument, AdSetDocument, CampaignDocument, CreativeDocument } from '@flywheel/http/campaigns';
import { isPerThousand } from '@flywheel/http/objectives';
import { micros, type Id, type Micros } from '@flywheel/primitives';

/** The campaign's own row. */
export function campaignRow(part: {
  account: Id<'acc'>;
  campaign: Id<'cmp'>;
  version: number;
  document: CampaignDocument;
}): CampaignTree['campaign'] {
  const { account, campaign, version, document } = part;
  const { name, objective, caps, minGapSeconds } = document;
  return { campaign, account, version, name, objective, caps, minGapSeconds, ...budgetsOf(document.budgets), ...scheduleOf(document) };
}

/** The row of an ad set; the ceiling of its bids is worked out where the strategy states none. */
export function adSetRow(adSet: Id<'set'>, set: AdSetDocument, document: CampaignDocument): CampaignTree['adSets'][number] {
  const { name, status, goal, billingEvent, bidStrategy, targeting, placements, dayparts, daypartZone, caps, minGapSeconds } = set;
  const costMicros = amount(set.costMicros);
  return {
    ...{ adSet, name, status, goal, billingEvent, bidStrategy, costMicros, targeting, placements, dayparts, daypartZone },
    ...{ caps, minGapSeconds, safetyTier: set.safetyTier },
    ...budgetsOf(set.budgets),
    bidMicros: bidCeiling({
      perThousand: isPerThousand(billingEvent),
      bidMicros: amount(set.bidMicros),
      costMicros,
      dayPlanMicros: dayPlanOf(set, document),
    }),
    budgetMinMicros: amount(set.budgetLimits.minMicros),
    budgetMaxMicros: amount(set.budgetLimits.maxMicros),
  };
}

/** The row of an ad. */
export function adRow(ids: { ad: Id<'ad'>; adSet: Id<'set'>; creative: Id<'crv'> }, document: AdDocument): CampaignTree['ads'][number] {
  const { name, status, caps, minGapSeconds, productCategory } = document;
  return { ...ids, name, status, caps, minGapSeconds, productCategory: productCategory ?? undefined };
}

/** The row of a creative. */
export function creativeRow(creative: Id<'crv'>, document: CreativeDocument): CampaignTree['creatives'][number] {
  const { id: _given, imageUrl, videoUrl, durationMs, ...content } = document;
  return {
    creative,
    ...content,
    imageUrl: imageUrl ?? undefined,
    videoUrl: videoUrl ?? undefined,
    durationMs: durationMs ?? undefined,
  };
}

function dayPlanOf(set: AdSetDocument, document: CampaignDocument): Micros {
  const own = set.budgets.dailyMicros !== null || set.budgets.lifetimeMicros !== null;
  const { dailyBudgetMicros, lifetimeBudgetMicros } = budgetsOf(own ? set.budgets : document.budgets);
  return dayPlan({ dailyMicros: dailyBudgetMicros, lifetimeMicros: lifetimeBudgetMicros, ...scheduleOf(document) });
}

function budgetsOf(budgets: CampaignDocument['budgets']): Pick<CampaignTree['campaign'], 'dailyBudgetMicros' | 'lifetimeBudgetMicros'> {
  return { dailyBudgetMicros: amount(budgets.dailyMicros), lifetimeBudgetMicros: amount(budgets.lifetimeMicros) };
}

function scheduleOf({ schedule }: CampaignDocument): Pick<CampaignTree['campaign'], 'startsAt' | 'endsAt'> {
  return { startsAt: Date.parse(schedule.startsAt), endsAt: schedule.endsAt === null ? undefined : Date.parse(schedule.endsAt) };
}

function amount(text: string | null): Micros | undefined {
  return text === null ? undefined : micros(BigInt(text));
}
