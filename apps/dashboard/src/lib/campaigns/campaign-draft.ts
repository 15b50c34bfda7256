import { campaignDocument, type CampaignDocument, type CampaignDraft } from '@flywheel/http/campaigns';
import { objectiveChain, objectives, type Objective } from '@flywheel/http/objectives';
import type { TargetingExpression, TargetingLeaf } from '@flywheel/http/targeting';
import { addDays, isDay } from '#lib/api/days.ts';
import { parseAmount } from '#lib/format/parse-amount.ts';
import { isPlainTargeting, type CampaignFields } from './campaign-fields.ts';

/** Messages by form field. */
export type FieldProblems = Readonly<Record<string, string>>;

/** A campaign that can be sent, or what is wrong with the form. */
export type Drafted =
  { readonly outcome: 'ready'; readonly document: CampaignDraft } | { readonly outcome: 'faulty'; readonly problems: FieldProblems };

/** Turns the form into a campaign document. `base` is the saved one that it changes: what the form does not show stays as it is. */
export function draftOf(fields: CampaignFields, base?: CampaignDocument): Drafted {
  const problems: Record<string, string> = {};
  const amount = (field: 'bid' | 'dailyBudget' | 'lifetimeBudget', empty: string | undefined): string | null => {
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
  const bidMicros = amount('bid', 'Write what one unit may cost at most');
  const budgets = { dailyMicros: amount('dailyBudget', undefined), lifetimeMicros: amount('lifetimeBudget', undefined) };
  if (!isDay(fields.firstDay)) problems['firstDay'] = 'Write the first day as a date';
  if (fields.lastDay !== '' && !isDay(fields.lastDay)) problems['lastDay'] = 'Write the last day as a date, or leave it empty';
  if (fields.capLimit !== '' && !/^\d{1,4}$/.test(fields.capLimit)) problems['capLimit'] = 'Write a whole number, or leave it empty';
  const document = documentOf(fields, { bidMicros: bidMicros ?? '1000', budgets }, base);
  const parsed = campaignDocument.safeParse(document);
  for (const issue of parsed.error?.issues ?? []) problems[fieldOfPath(issue.path.join('.'))] ??= sentence(issue.message);
  return Object.keys(problems).length === 0 ? { outcome: 'ready', document } : { outcome: 'faulty', problems };
}

type Amounts = { readonly bidMicros: string; readonly budgets: CampaignDraft['budgets'] };

function documentOf(fields: CampaignFields, { bidMicros, budgets }: Amounts, base: CampaignDocument | undefined): CampaignDraft {
  const objective: Objective = objectives.find((each) => each === fields.objective) ?? 'reach';
  const chain = objectiveChain[objective];
  const [firstSet, ...otherSets] = base?.adSets ?? [];
  const [firstAd, ...otherAds] = firstSet?.ads ?? [];
  const keeps = firstSet !== undefined && !isPlainTargeting(firstSet.targeting);
  return {
    name: fields.name,
    objective,
    budgets,
    schedule: scheduleOf(fields, base?.schedule),
    caps: capsOf(fields, base?.caps.slice(1)),
    adSets: [
      {
        ...(firstSet?.id && { id: firstSet.id }),
        name: firstSet?.name ?? fields.name,
        goal: chain.goals[0] ?? 'reach',
        billingEvent: chain.billing.find((each) => each === fields.billingEvent) ?? (fields.billingEvent as 'viewable'),
        bidStrategy: firstSet?.bidStrategy ?? 'manual',
        bidMicros,
        targeting: keeps ? firstSet.targeting : targetingOf(fields),
        placements: listOf(fields.placements),
        caps: firstSet?.caps ?? [],
        ads: [
          {
            ...(firstAd?.id && { id: firstAd.id }),
            name: firstAd?.name ?? fields.name,
            creative: creativeOf(fields, firstAd?.creative.id),
          },
          ...otherAds,
        ],
      },
      ...otherSets,
    ],
  };
}

function creativeOf(fields: CampaignFields, id: string | undefined): CampaignDraft['adSets'][number]['ads'][number]['creative'] {
  return {
    ...(id && { id }),
    format: fields.format === 'image' ? 'image' : 'native_post',
    headline: fields.headline,
    body: fields.body,
    imageUrl: fields.imageUrl === '' ? null : fields.imageUrl,
    landingUrl: fields.landingUrl,
    callToAction: fields.callToAction,
  };
}

/** Whole days in UTC; a saved moment inside the same day stays the moment it was. */
function scheduleOf(fields: CampaignFields, saved: CampaignDocument['schedule'] | undefined): CampaignDraft['schedule'] {
  const first = isDay(fields.firstDay) ? fields.firstDay : '2000-01-01';
  const startsAt = saved?.startsAt.startsWith(first) ? saved.startsAt : `${first}T00:00:00.000Z`;
  if (!isDay(fields.lastDay)) return { startsAt, endsAt: null };
  const midnight = `${addDays(fields.lastDay, 1)}T00:00:00.000Z`;
  const sameDay = saved?.endsAt && new Date(Date.parse(saved.endsAt) - 1).toISOString().startsWith(fields.lastDay);
  return { startsAt, endsAt: sameDay ? saved.endsAt : midnight };
}

function capsOf(fields: CampaignFields, others: CampaignDocument['caps'] = []): NonNullable<CampaignDraft['caps']> {
  if (!/^\d{1,4}$/.test(fields.capLimit)) return others;
  const windowSeconds = /^\d{1,7}$/.test(fields.capSeconds) ? Number(fields.capSeconds) : 86_400;
  return [{ limit: Number(fields.capLimit), windowSeconds }, ...others];
}

/** The audience of the form: every filled list must hold; an empty form is everyone. */
export function targetingOf(fields: CampaignFields): TargetingExpression {
  const leaf = (attr: TargetingLeaf['attr'], values: readonly string[]): TargetingLeaf[] =>
    values.length === 0 ? [] : [{ attr, op: 'in', values: [...values] }];
  return {
    all: [
      ...leaf('segment', fields.segments),
      ...leaf('country', fields.countries),
      ...leaf('language', fields.languages),
      ...leaf('device', fields.devices),
      ...leaf('tag', listOf(fields.tags)),
    ],
  };
}

function listOf(text: string): string[] {
  return [...new Set(text.split(/[,\n]/).map((each) => each.trim()))].filter((each) => each !== '');
}

const fieldsByPath: readonly (readonly [RegExp, string])[] = [
  [/^adSets\.\d+\.ads\.\d+\.creative\.(\w+)/, '$1'],
  [/^adSets\.\d+\.targeting/, 'segments'],
  [/^adSets\.\d+\.bidMicros/, 'bid'],
  [/^adSets\.\d+\.goal/, 'objective'],
  [/^adSets\.\d+\.billingEvent/, 'billingEvent'],
  [/^adSets\.\d+\.placements/, 'placements'],
  [/^budgets\.dailyMicros/, 'dailyBudget'],
  [/^budgets/, 'lifetimeBudget'],
  [/^schedule\.endsAt/, 'lastDay'],
  [/^schedule/, 'firstDay'],
  [/^caps/, 'capLimit'],
];

/** The form's field that shows a fault at this path of the document; paths the form does not show are told at the name. */
export function fieldOfPath(path: string): string {
  for (const [pattern, field] of fieldsByPath) {
    const found = pattern.exec(path);
    if (found) return field.replace('$1', found[1] ?? '');
  }
  return path.split('.')[0] === 'objective' ? 'objective' : 'name';
}

function sentence(text: string): string {
  const plain = text.startsWith('Too small') ? 'This cannot be empty' : text;
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
