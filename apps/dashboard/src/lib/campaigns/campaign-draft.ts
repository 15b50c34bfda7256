import { campaignDocument, type CampaignDocument, type CampaignDraft } from '@flywheel/http/campaigns';
import { bidStrategies, strategyPrices } from '@flywheel/http/objectives';
import { isDay } from '#lib/api/days.ts';
import { parseAmount } from '#lib/format/parse-amount.ts';
import type { CampaignFields } from './campaign-fields.ts';
import { documentOf } from './form-document.ts';
import { elsewhere, fieldOfPath } from './form-paths.ts';
import { firstPlace, type FormPlace } from './form-place.ts';

/** Messages by form field. */
export type FieldProblems = Readonly<Record<string, string>>;

/** A campaign that can be sent, or what is wrong with the form. */
export type Drafted =
  { readonly outcome: 'ready'; readonly document: CampaignDraft } | { readonly outcome: 'faulty'; readonly problems: FieldProblems };

type AmountField = 'bid' | 'cost' | 'dailyBudget' | 'lifetimeBudget' | 'leastBudget' | 'mostBudget';

/**
 * Turns the form into a campaign document. `base` is the saved one that it changes: what the form does not show stays as it is; `place` is
 * where the ad set and the ad stand that it shows.
 */
export function draftOf(fields: CampaignFields, base?: CampaignDocument, place: FormPlace = firstPlace): Drafted {
  const problems: Record<string, string> = {};
  const amount = (field: AmountField, empty: string | undefined): string | null => {
    if (fields[field] === '') {
      if (empty !== undefined) problems[field] = empty;
      return null;
    }
    const read = parseAmount(fields[field]);
    if (read === undefined || read <= 0n) {
      problems[field] = 'Write an amount above zero, such as 12.50';
      return null;
    }
    return String(read);
  };
  const strategy = bidStrategies.find((each) => each === fields.bidStrategy) ?? 'max_bid';
  const { bid, cost } = strategyPrices[strategy];
  const prices = {
    strategy,
    bidMicros: bid === 'none' ? null : amount('bid', bid === 'needed' ? 'Write what one unit may cost at most' : undefined),
    costMicros: cost === 'none' ? null : amount('cost', 'Write what one unit may cost on average'),
  };
  const budgets = { dailyMicros: amount('dailyBudget', undefined), lifetimeMicros: amount('lifetimeBudget', undefined) };
  Object.assign(problems, dayProblems(fields), numberProblems(fields));
  const limits = { minMicros: amount('leastBudget', undefined), maxMicros: amount('mostBudget', undefined) };
  const document = documentOf(fields, { ...prices, budgets, limits }, base, place);
  const parsed = campaignDocument.safeParse(document);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = fieldOfPath(path.join('.'), place.set);
    // A new campaign's parts are called as it is: one empty name is one problem.
    if (base === undefined && (field === 'setName' || field === 'adName')) continue;
    const whose = field === elsewhere ? document.adSets[Number(path[1])]?.name : undefined;
    problems[field] ??= whose === undefined ? sentence(message) : `${whose}: ${message}`;
  }
  return Object.keys(problems).length === 0 ? { outcome: 'ready', document } : { outcome: 'faulty', problems };
}

function dayProblems({ firstDay, lastDay }: CampaignFields): Record<string, string> {
  return {
    ...(!isDay(firstDay) && { firstDay: 'Write the first day as a date' }),
    ...(lastDay !== '' && !isDay(lastDay) && { lastDay: 'Write the last day as a date, or leave it empty' }),
  };
}

const wholeNumbers = { capLimit: 1000, setCapLimit: 1000, adCapLimit: 1000, minGapMinutes: 43_200, videoSeconds: 3600 } as const;

function numberProblems(fields: CampaignFields): Record<string, string> {
  const wrong = Object.entries(wholeNumbers).filter(([field, most]) => {
    const text = fields[field as keyof typeof wholeNumbers];
    return text !== '' && !(/^\d{1,5}$/.test(text) && Number(text) <= most);
  });
  return Object.fromEntries(wrong.map(([field, most]) => [field, `Write a whole number up to ${most}, or leave it empty`]));
}

function sentence(text: string): string {
  const plain = text.startsWith('Too small') ? 'This cannot be empty' : text;
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
