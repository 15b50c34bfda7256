import type { CampaignDocument } from '@flywheel/http/campaigns';
import { formatDay } from '#lib/format/dates.ts';
import { formatMoney } from '#lib/format/money.ts';
import { describeTargeting, type ValueNames } from './describe-targeting.ts';
import { billingWords, capWindowWords, goalWords, objectiveWords, safetyWords, strategyWords } from './objective-words.ts';
import { daypartWords } from './daypart-words.ts';

/** A named part of a campaign in words. */
export type Fact = { readonly label: string; readonly text: string };

/**
 * A campaign's document in words: what an advertiser reads before launching, and what versions are compared by. `several`: each ad set's
 * facts begin with its name; versions with one and with more are compared alike by it.
 */
export function factsOf(
  document: CampaignDocument,
  currency: string,
  names: ValueNames = {},
  several: boolean = document.adSets.length > 1,
): readonly Fact[] {
  return [
    { label: 'Name', text: document.name },
    { label: 'Objective', text: objectiveWords[document.objective].label },
    { label: 'Budget', text: budgetWords(document, currency) },
    { label: 'Schedule', text: scheduleWords(document.schedule) },
    { label: 'Frequency', text: capWords(document.caps) },
    ...document.adSets.flatMap((set) => {
      const prefix = several ? `${set.name}: ` : '';
      return [
        { label: `${prefix}Audience`, text: describeTargeting(set.targeting, names) },
        { label: `${prefix}Placements`, text: set.placements.length === 0 ? 'Every placement' : set.placements.join(', ') },
        ...setFacts(set, currency).map((fact) => ({ ...fact, label: `${prefix}${fact.label}` })),
        ...set.ads.map((ad, at) => ({
          label: `${prefix}${set.ads.length > 1 ? `Creative ${at + 1}` : 'Creative'}`,
          text: [ad.creative.headline, ad.creative.body, ad.creative.callToAction, ad.creative.landingUrl].filter(Boolean).join(' · '),
        })),
      ];
    }),
  ];
}

type AdSet = CampaignDocument['adSets'][number];

/** What an ad set says beside its audience; what is left at its default is not said. */
function setFacts(set: AdSet, currency: string): readonly Fact[] {
  const fact = (label: string, text: string, said = true): readonly Fact[] => (said ? [{ label, text }] : []);
  const own = budgetOf(set.budgets, currency);
  const limits = [
    set.budgetLimits.minMicros && `at least ${formatMoney(set.budgetLimits.minMicros, currency)}`,
    set.budgetLimits.maxMicros && `at most ${formatMoney(set.budgetLimits.maxMicros, currency)}`,
  ].filter(Boolean);
  const caps = [...set.caps, ...set.ads.flatMap((ad) => ad.caps)];
  const categories = [...new Set(set.ads.flatMap((ad) => ad.productCategory ?? []))];
  return [
    ...fact('Bid', priceWords(set, currency)),
    ...fact('Optimised for', goalWords[set.goal], !['reach', 'click', 'engagement', 'follow', 'video_view'].includes(set.goal)),
    ...fact('Ad set budget', own, own !== ''),
    ...fact('Part of the budget', limits.join(', '), limits.length > 0),
    ...fact('Hours', daypartWords(set.dayparts, set.daypartZone), set.dayparts.length > 0),
    ...fact('Frequency of the ad set and its ads', capWords(caps), caps.length > 0),
    ...fact('Pause between two', `${Math.ceil(set.minGapSeconds / 60)} minutes for one person`, set.minGapSeconds > 0),
    ...fact('Surroundings', safetyWords[set.safetyTier], set.safetyTier !== 'standard'),
    ...fact('Product category', categories.join(', '), categories.length > 0),
    ...fact('Ad set', 'Paused', set.status === 'paused'),
    ...set.ads.flatMap((ad) => fact(`Ad ${ad.name}`, 'Paused', ad.status === 'paused')),
  ];
}

/** How it bids and for what, such as "up to $6.50 per 1,000 viewable impressions". */
function priceWords({ bidStrategy, bidMicros, costMicros, billingEvent }: AdSet, currency: string): string {
  const price = (amount: string): string => `${formatMoney(amount, currency, 'price')} ${billingWords[billingEvent].unit}`;
  switch (bidStrategy) {
    case 'manual':
    case 'max_bid':
      return bidMicros === null
        ? strategyWords[bidStrategy].label
        : `${bidStrategy === 'manual' ? 'exactly' : 'up to'} ${price(bidMicros)}`;
    case 'lowest_cost':
      return `as many ${billingWords[billingEvent].label.toLowerCase()} as the budget buys`;
    case 'cost_cap':
    case 'target_cost': {
      const most = bidMicros === null ? '' : `, one never above ${price(bidMicros)}`;
      return costMicros === null
        ? strategyWords[bidStrategy].label
        : `${bidStrategy === 'cost_cap' ? 'at most' : 'about'} ${price(costMicros)} on average${most}`;
    }
  }
}

/** What a later version changed, each as "Label: before → after". */
export function changesBetween(before: readonly Fact[], after: readonly Fact[]): readonly string[] {
  const old = new Map(before.map((fact) => [fact.label, fact.text]));
  const kept = new Set(after.map((fact) => fact.label));
  const changed = after.flatMap(({ label, text }) => {
    const was = old.get(label);
    if (was === text) return [];
    return [was === undefined ? `${label}: ${text}` : `${label}: ${was} → ${text}`];
  });
  return [...changed, ...before.filter((fact) => !kept.has(fact.label)).map((fact) => `${fact.label}: removed`)];
}

function budgetWords({ budgets }: CampaignDocument, currency: string): string {
  return budgetOf(budgets, currency) || 'Each ad set has its own';
}

function budgetOf(budgets: CampaignDocument['budgets'], currency: string): string {
  const daily = budgets.dailyMicros === null ? '' : `${formatMoney(budgets.dailyMicros, currency)} a day`;
  const lifetime = budgets.lifetimeMicros === null ? '' : `${formatMoney(budgets.lifetimeMicros, currency)} in all`;
  return [daily, lifetime].filter((each) => each !== '').join(', ');
}

/** A schedule in words; the end is exclusive, so the last day is the one before it. */
export function scheduleWords({ startsAt, endsAt }: CampaignDocument['schedule']): string {
  const last = endsAt === null ? undefined : new Date(Date.parse(endsAt) - 1).toISOString();
  return last === undefined ? `from ${formatDay(startsAt)}, no end` : `${formatDay(startsAt)} to ${formatDay(last)}`;
}

function capWords(caps: CampaignDocument['caps']): string {
  if (caps.length === 0) return 'No cap';
  return caps
    .map((cap) => `at most ${cap.limit} times per person in a ${capWindowWords(cap.windowSeconds)}`.replace('a 30', '30'))
    .join(', ');
}
