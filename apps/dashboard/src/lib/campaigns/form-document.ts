import type { CampaignDocument, CampaignDraft } from '@flywheel/http/campaigns';
import { objectiveChain, objectives, type BidStrategy, type Objective } from '@flywheel/http/objectives';
import type { TargetingExpression, TargetingLeaf } from '@flywheel/http/targeting';
import { addDays, isDay } from '#lib/api/days.ts';
import { isPlainTargeting, type CampaignFields } from './campaign-fields.ts';
import { firstPlace, type FormPlace } from './form-place.ts';

/** The amounts of the form, read: null where empty, faulty or not asked. */
export type FormAmounts = {
  readonly strategy: BidStrategy;
  readonly bidMicros: string | null;
  readonly costMicros: string | null;
  readonly budgets: CampaignDraft['budgets'];
  readonly limits: NonNullable<AdSet['budgetLimits']>;
};

type AdSet = CampaignDraft['adSets'][number];
type SavedSet = CampaignDocument['adSets'][number];
const none = { dailyMicros: null, lifetimeMicros: null };
const unlimited = { minMicros: null, maxMicros: null };

/** The document that the form means; what it does not show is taken from `base`, the ad set and ad it shows stand at `place`. */
export function documentOf(
  fields: CampaignFields,
  amounts: FormAmounts,
  base: CampaignDocument | undefined,
  place: FormPlace = firstPlace,
): CampaignDraft {
  const atSet = fields.budgetLevel === 'adSet';
  const saved = base?.adSets ?? [];
  const set = {
    ...setOf(fields, amounts, { set: saved[place.set], ad: place.ad, named: base !== undefined }),
    budgets: atSet ? amounts.budgets : none,
    budgetLimits: atSet ? unlimited : amounts.limits,
  };
  const adSets: AdSet[] = saved.map((each) => (atSet ? { ...each, budgetLimits: unlimited } : { ...each, budgets: none }));
  return {
    name: fields.name,
    objective: objectives.find((each) => each === fields.objective) ?? 'reach',
    budgets: atSet ? none : amounts.budgets,
    schedule: scheduleOf(fields, base?.schedule),
    caps: capsOf(fields.capLimit, fields.capSeconds, base?.caps),
    minGapSeconds: base?.minGapSeconds ?? 0,
    adSets: adSets.toSpliced(place.set, 1, set),
  };
}

function setOf(
  fields: CampaignFields,
  { strategy, bidMicros, costMicros }: FormAmounts,
  { set: saved, ad, named }: { set: SavedSet | undefined; ad: number; named: boolean },
): AdSet {
  const objective: Objective = objectives.find((each) => each === fields.objective) ?? 'reach';
  const chain = objectiveChain[objective];
  const keepsTargeting = saved !== undefined && !isPlainTargeting(saved.targeting);
  return {
    ...(saved?.id && { id: saved.id }),
    // A new campaign's only ad set is called as the campaign is.
    name: named ? fields.setName : fields.setName || fields.name,
    status: saved?.status ?? 'active',
    goal: chain.goals.find((each) => each === fields.goal) ?? chain.goals[0] ?? 'reach',
    billingEvent: chain.billing.find((each) => each === fields.billingEvent) ?? (fields.billingEvent as 'viewable'),
    bidStrategy: strategy,
    bidMicros,
    costMicros,
    targeting: keepsTargeting ? saved.targeting : targetingOf(fields),
    placements: listOf(fields.placements),
    dayparts: daypartsOf(fields, saved?.dayparts),
    daypartZone: fields.daypartZone === 'viewer' ? 'viewer' : 'advertiser',
    caps: capsOf(fields.setCapLimit, fields.setCapSeconds, saved?.caps),
    minGapSeconds: gapOf(fields.minGapMinutes, saved?.minGapSeconds),
    safetyTier: (['strict', 'open'] as const).find((each) => each === fields.safetyTier) ?? 'standard',
    ads: (saved?.ads ?? []).toSpliced(ad, 1, adOf(fields, saved?.ads[ad])),
  };
}

function adOf(fields: CampaignFields, saved: SavedSet['ads'][number] | undefined): SavedSet['ads'][number] {
  return {
    ...(saved?.id && { id: saved.id }),
    name: fields.adName || fields.setName || fields.name,
    status: saved?.status ?? 'active',
    caps: capsOf(fields.adCapLimit, fields.adCapSeconds, saved?.caps),
    minGapSeconds: saved?.minGapSeconds ?? 0,
    productCategory: fields.productCategory === '' ? null : fields.productCategory,
    creative: creativeOf(fields, saved?.creative.id),
  };
}

function creativeOf(fields: CampaignFields, id: string | undefined): SavedSet['ads'][number]['creative'] {
  const video = fields.format === 'video';
  return {
    ...(id && { id }),
    format: (['image', 'video'] as const).find((each) => each === fields.format) ?? 'native_post',
    headline: fields.headline,
    body: fields.body,
    imageUrl: fields.imageUrl === '' ? null : fields.imageUrl,
    videoUrl: video && fields.videoUrl !== '' ? fields.videoUrl : null,
    durationMs: video && /^\d{1,4}$/.test(fields.videoSeconds) ? Number(fields.videoSeconds) * 1000 : null,
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

/** One stretch of hours on some days; more than one, written elsewhere, stay as they are. */
function daypartsOf({ days, fromHour, toHour }: CampaignFields, saved: AdSet['dayparts'] = []): NonNullable<AdSet['dayparts']> {
  if (saved.length > 1) return saved;
  if (days.length === 0 && fromHour === '' && toHour === '') return [];
  const hour = (text: string, empty: number): number => (/^\d{1,2}$/.test(text) ? Number(text) : empty);
  const chosen = days.filter((day) => /^[1-7]$/.test(day)).map(Number);
  return [{ days: chosen.length === 0 ? [1, 2, 3, 4, 5, 6, 7] : chosen, fromHour: hour(fromHour, 0), toHour: hour(toHour, 24) }];
}

function capsOf(limit: string, seconds: string, saved: CampaignDocument['caps'] = []): CampaignDocument['caps'] {
  const others = saved.slice(1);
  if (!/^\d{1,4}$/.test(limit)) return others;
  return [{ limit: Number(limit), windowSeconds: /^\d{1,7}$/.test(seconds) ? Number(seconds) : 86_400 }, ...others];
}

/** Minutes as typed; seconds that were saved elsewhere stay while the minutes shown for them do. */
function gapOf(minutes: string, saved: number = 0): number {
  if (!/^\d{1,5}$/.test(minutes)) return 0;
  return Math.ceil(saved / 60) === Number(minutes) ? saved : Number(minutes) * 60;
}

/** The audience of the form: every filled list must hold and no excluded audience; an empty form is everyone. */
export function targetingOf(
  fields: Pick<CampaignFields, 'segments' | 'audiences' | 'exclusions' | 'countries' | 'languages' | 'devices' | 'tags'>,
): TargetingExpression {
  const leaf = (attr: TargetingLeaf['attr'], values: readonly string[]): TargetingLeaf[] =>
    values.length === 0 ? [] : [{ attr, op: 'in', values: [...values] }];
  return {
    all: [
      ...leaf('segment', fields.segments),
      ...leaf('audience', fields.audiences),
      ...leaf('country', fields.countries),
      ...leaf('language', fields.languages),
      ...leaf('device', fields.devices),
      ...leaf('tag', listOf(fields.tags)),
      ...leaf('audience', fields.exclusions).map((not) => ({ not, mode: 'weak' as const })),
    ],
  };
}

function listOf(text: string): string[] {
  return [...new Set(text.split(/[,\n]/).map((each) => each.trim()))].filter((each) => each !== '');
}
