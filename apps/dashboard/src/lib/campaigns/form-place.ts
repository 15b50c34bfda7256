import type { CampaignDocument } from '@flywheel/http/campaigns';

/** Which ad set of a campaign, and which ad of it, a form is about; one past the last is a new one. */
export type FormPlace = { readonly set: number; readonly ad: number };

export const firstPlace: FormPlace = { set: 0, ad: 0 };

/** As many as a campaign may have, and ads as an ad set may have. */
export const mostParts = 20;

const longestName = 120;

/** What an address asks for: an ad set by its id or `new`, maybe as a copy of another; one ad of it by its id or `new`. */
export type AskedPlace = { readonly set: string; readonly from: string | null; readonly ad: string | null };

/**
 * The place of the ad set and ad that an address asks for, and the campaign that its form changes: with the copy at its end where one is
 * made. A copy keeps its creatives, so what was approved stays approved. Undefined when there is no such part.
 */
export function placeOf(
  document: CampaignDocument,
  { set, from, ad }: AskedPlace,
): { readonly base: CampaignDocument; readonly place: FormPlace } | undefined {
  const { adSets } = document;
  if (set === 'new' && from === null) return { base: document, place: { set: adSets.length, ad: 0 } };
  const at = adSets.findIndex((each) => each.id === (set === 'new' ? from : set));
  const found = adSets[at];
  if (found === undefined) return undefined;
  if (set === 'new') return { base: { ...document, adSets: [...adSets, copyOf(found)] }, place: { set: adSets.length, ad: 0 } };
  if (ad === null) return { base: document, place: { set: at, ad: 0 } };
  const adAt = ad === 'new' ? found.ads.length : found.ads.findIndex((each) => each.id === ad);
  return adAt < 0 ? undefined : { base: document, place: { set: at, ad: adAt } };
}

type AdSet = CampaignDocument['adSets'][number];

function copyOf({ id: _set, ...set }: AdSet): AdSet {
  return {
    ...set,
    name: `Copy of ${set.name}`.slice(0, longestName).trim(),
    status: 'active',
    ads: set.ads.map(({ id: _ad, ...ad }) => ad),
  };
}
