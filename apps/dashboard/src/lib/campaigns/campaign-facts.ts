import type { CampaignDocument } from '@flywheel/http/campaigns';
import { formatDay } from '#lib/format/dates.ts';
import { formatMoney } from '#lib/format/money.ts';
import { describeTargeting, type ValueNames } from './describe-targeting.ts';
import { billingWords, capWindowWords, objectiveWords } from './objective-words.ts';

/** A named part of a campaign in words. */
export type Fact = { readonly label: string; readonly text: string };

/** A campaign's document in words: what an advertiser reads before launching, and what versions are compared by. */
export function factsOf(document: CampaignDocument, currency: string, names: ValueNames = {}): readonly Fact[] {
  const several = document.adSets.length > 1;
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
        { label: `${prefix}Bid`, text: `${formatMoney(set.bidMicros, currency, 'price')} ${billingWords[set.billingEvent].unit}` },
        ...set.ads.map((ad, at) => ({
          label: `${prefix}${set.ads.length > 1 ? `Creative ${at + 1}` : 'Creative'}`,
          text: [ad.creative.headline, ad.creative.body, ad.creative.callToAction, ad.creative.landingUrl].filter(Boolean).join(' · '),
        })),
      ];
    }),
  ];
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
