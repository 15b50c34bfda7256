import type { EffectiveTree } from '@flywheel/campaigns';
import type { StoredCampaign } from '@flywheel/database/campaigns';
import {
  readDocument,
  type AdSetDelivery,
  type CampaignDetail,
  type CampaignDocument,
  type CampaignSummary,
} from '@flywheel/http/campaigns';
import type { Micros } from '@flywheel/primitives';

/** The wire form of one row of the list, with its effective status. */
export function summariseCampaign(stored: StoredCampaign, tree: EffectiveTree): CampaignSummary {
  return {
    id: stored.campaign,
    account: stored.account,
    name: stored.name,
    objective: stored.objective as CampaignSummary['objective'],
    configuredStatus: stored.configuredStatus,
    effective: tree.campaign,
    version: stored.version,
    startsAt: new Date(stored.startsAt).toISOString(),
    endsAt: stored.endsAt === undefined ? null : new Date(stored.endsAt).toISOString(),
    currency: stored.currency,
    dailyBudgetMicros: budgetOf(stored, 'dailyBudgetMicros'),
    lifetimeBudgetMicros: budgetOf(stored, 'lifetimeBudgetMicros'),
    fundedMicros: String(stored.fundedMicros),
    heldMicros: String(stored.heldMicros),
    createdAt: new Date(stored.createdAt).toISOString(),
    updatedAt: new Date(stored.updatedAt).toISOString(),
  };
}

/** The summary with the whole document, the review state of its creatives, and where each ad set and ad stands. */
export function detailCampaign(stored: StoredCampaign, tree: EffectiveTree): CampaignDetail {
  const document = readDocument(stored.document);
  const reviews = stored.reviews.map(({ creative, state, reason }) => ({ creative, state, reason: reason ?? null }));
  return {
    ...summariseCampaign(stored, tree),
    document,
    timeZone: stored.timeZone,
    reviews,
    adSets: inOrderOf(document, deliveryOf(stored, tree)),
  };
}

function deliveryOf(stored: StoredCampaign, tree: EffectiveTree): AdSetDelivery[] {
  return stored.adSets.flatMap(({ adSet, name, configuredStatus, ads }, at) => {
    const own = tree.adSets[at];
    if (own === undefined) return [];
    const standing = ads.flatMap((each, n) => {
      const effective = own.ads[n];
      return effective ? [{ ad: each.ad, name: each.name, configuredStatus: each.configuredStatus, effective }] : [];
    });
    return [{ adSet, name, configuredStatus, effective: own.adSet, ads: standing }];
  });
}

/** As the advertiser wrote them. */
function inOrderOf(document: CampaignDocument, adSets: readonly AdSetDelivery[]): AdSetDelivery[] {
  const written = document.adSets.flatMap((set) => [set.id, ...set.ads.map((ad) => ad.id)]);
  const places = new Map(written.map((id, place) => [id, place]));
  const place = (id: string): number => places.get(id) ?? written.length;
  const sorted = adSets.map((set) => ({ ...set, ads: set.ads.toSorted((a, b) => place(a.ad) - place(b.ad)) }));
  return sorted.toSorted((a, b) => place(a.adSet) - place(b.adSet));
}

/** The campaign's own budget; where its ad sets have them, their sum if every one of them has this kind. */
function budgetOf(stored: StoredCampaign, kind: 'dailyBudgetMicros' | 'lifetimeBudgetMicros'): string | null {
  const own = stored.dailyBudgetMicros !== undefined || stored.lifetimeBudgetMicros !== undefined;
  if (own) return stored[kind] === undefined ? null : String(stored[kind]);
  const parts = stored.adSets.map((set): Micros | undefined => set[kind]);
  if (parts.length === 0 || parts.includes(undefined)) return null;
  return String(parts.reduce((sum: bigint, part) => sum + (part ?? 0n), 0n));
}
