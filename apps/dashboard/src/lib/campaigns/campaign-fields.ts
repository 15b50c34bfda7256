import type { CampaignDocument } from '@flywheel/http/campaigns';
import { objectiveChain } from '@flywheel/http/objectives';
import type { TargetingExpression, TargetingLeaf } from '@flywheel/http/targeting';
import { formatMicros, parseMicros } from '@flywheel/primitives';
import { firstPlace, type FormPlace } from './form-place.ts';

/** The single-valued fields of the campaign form; amounts in whole units as typed, days as `YYYY-MM-DD` (UTC). */
export const textFields = [
  ...(['name', 'setName', 'adName', 'objective', 'goal', 'billingEvent', 'bidStrategy', 'bid', 'cost', 'tags', 'placements'] as const),
  ...([
    'budgetLevel',
    'dailyBudget',
    'lifetimeBudget',
    'leastBudget',
    'mostBudget',
    'firstDay',
    'lastDay',
    'fromHour',
    'toHour',
    'daypartZone',
  ] as const),
  ...(['capLimit', 'capSeconds', 'setCapLimit', 'setCapSeconds', 'adCapLimit', 'adCapSeconds', 'minGapMinutes'] as const),
  ...(['safetyTier', 'productCategory', 'format', 'headline', 'body', 'imageUrl', 'videoUrl', 'videoSeconds'] as const),
  ...(['landingUrl', 'callToAction'] as const),
] as const;
/** The fields of which several values may be ticked; `exclusions` are audiences, `days` are 1 (Monday) to 7. */
export const listFields = ['segments', 'audiences', 'exclusions', 'countries', 'languages', 'devices', 'days'] as const;

export type TextField = (typeof textFields)[number];
export type ListField = (typeof listFields)[number];

/** What stands in the form, exactly as typed. */
export type CampaignFields = Readonly<Record<TextField, string>> & Readonly<Record<ListField, readonly string[]>>;

/** The same while it is being typed. */
export type TypedFields = { -readonly [K in keyof CampaignFields]: CampaignFields[K] extends string ? string : string[] };

/** An empty form that starts on `today`. */
export function emptyFields(today: string): CampaignFields {
  const blank = Object.fromEntries(textFields.map((field) => [field, ''])) as Record<TextField, string>;
  return {
    ...blank,
    objective: 'reach',
    goal: 'reach',
    billingEvent: 'viewable',
    bidStrategy: 'max_bid',
    budgetLevel: 'campaign',
    daypartZone: 'advertiser',
    firstDay: today,
    capLimit: '3',
    capSeconds: '86400',
    setCapSeconds: '86400',
    adCapSeconds: '86400',
    safetyTier: 'standard',
    format: 'native_post',
    callToAction: 'Learn more',
    segments: [],
    audiences: [],
    exclusions: [],
    countries: [],
    languages: [],
    devices: [],
    days: [],
  };
}

/** Reads the form as it was sent; a text that this form does not show is `kept` as it was. Lists are in every form: none ticked is none. */
export function readCampaignFields(form: FormData, kept?: CampaignFields): CampaignFields {
  const textOf = (field: TextField): string => String(form.get(field) ?? kept?.[field] ?? '').trim();
  const texts = Object.fromEntries(textFields.map((field) => [field, textOf(field)])) as Record<TextField, string>;
  const lists = Object.fromEntries(listFields.map((field) => [field, form.getAll(field).map(String)])) as Record<ListField, string[]>;
  return { ...texts, ...lists };
}

/** The form that shows a saved campaign with one ad set and one ad of it; a place where nothing stands yet is shown empty. */
export function fieldsOf(document: CampaignDocument, place: FormPlace = firstPlace): CampaignFields {
  const set = document.adSets[place.set];
  const chain = objectiveChain[document.objective];
  return {
    ...emptyFields(document.schedule.startsAt.slice(0, 10)),
    name: document.name,
    setName: `Ad set ${place.set + 1}`,
    objective: document.objective,
    goal: chain.goals[0] ?? 'reach',
    billingEvent: chain.billing[0] ?? 'viewable',
    format: document.objective === 'video_views' ? 'video' : 'native_post',
    lastDay: lastDayOf(document.schedule.endsAt),
    ...budgetFields(document, set),
    ...capFields('', document.caps),
    ...(set && setFields(set, place.ad)),
    ...audienceFields(set?.targeting ?? { all: [] }),
  };
}

type AdSet = CampaignDocument['adSets'][number];

function setFields(set: AdSet, at: number): Partial<CampaignFields> {
  const ad = set.ads[at];
  const [part] = set.dayparts;
  return {
    setName: set.name,
    leastBudget: typed(set.budgetLimits.minMicros),
    mostBudget: typed(set.budgetLimits.maxMicros),
    goal: set.goal,
    billingEvent: set.billingEvent,
    bidStrategy: set.bidStrategy,
    bid: typed(set.bidMicros),
    cost: typed(set.costMicros),
    placements: set.placements.join(', '),
    days: part === undefined || part.days.length === 7 ? [] : part.days.map(String),
    fromHour: part === undefined || part.fromHour === 0 ? '' : String(part.fromHour),
    toHour: part === undefined || part.toHour === 24 ? '' : String(part.toHour),
    daypartZone: set.daypartZone,
    minGapMinutes: set.minGapSeconds === 0 ? '' : String(Math.ceil(set.minGapSeconds / 60)),
    safetyTier: set.safetyTier,
    ...capFields('set', set.caps),
    ...(ad ? adFields(ad) : { adName: `Ad ${at + 1}` }),
  };
}

function adFields({ name, creative, caps, productCategory }: AdSet['ads'][number]): Partial<CampaignFields> {
  return {
    adName: name,
    format: creative.format,
    headline: creative.headline,
    body: creative.body,
    imageUrl: creative.imageUrl ?? '',
    videoUrl: creative.videoUrl ?? '',
    videoSeconds: creative.durationMs === null ? '' : String(creative.durationMs / 1000),
    landingUrl: creative.landingUrl,
    callToAction: creative.callToAction,
    productCategory: productCategory ?? '',
    ...capFields('ad', caps),
  };
}

/** Where the campaign has no budget the form shows that of the ad set. */
function budgetFields(
  { budgets }: CampaignDocument,
  set: AdSet | undefined,
): Pick<CampaignFields, 'budgetLevel' | 'dailyBudget' | 'lifetimeBudget'> {
  const own = budgets.dailyMicros !== null || budgets.lifetimeMicros !== null;
  const shown = own ? budgets : (set?.budgets ?? budgets);
  return { budgetLevel: own ? 'campaign' : 'adSet', dailyBudget: typed(shown.dailyMicros), lifetimeBudget: typed(shown.lifetimeMicros) };
}

function capFields(level: '' | 'set' | 'ad', [cap]: CampaignDocument['caps']): Partial<CampaignFields> {
  const [limit, seconds] = [cap ? String(cap.limit) : '', cap ? String(cap.windowSeconds) : '86400'];
  if (level === '') return { capLimit: limit, capSeconds: seconds };
  return level === 'set' ? { setCapLimit: limit, setCapSeconds: seconds } : { adCapLimit: limit, adCapSeconds: seconds };
}

const attributeFields = {
  segment: 'segments',
  audience: 'audiences',
  country: 'countries',
  language: 'languages',
  device: 'devices',
  tag: 'tags',
} as const;

/** Whether the form can show this targeting: one list of each kind, all of which must hold, and at most one of excluded audiences. */
export function isPlainTargeting(expression: TargetingExpression): boolean {
  const leaves = plainLeaves(withoutExclusion(expression).rest);
  return leaves !== undefined && new Set(leaves.map((leaf) => leaf.attr)).size === leaves.length;
}

function audienceFields(
  expression: TargetingExpression,
): Pick<CampaignFields, 'segments' | 'audiences' | 'exclusions' | 'countries' | 'languages' | 'devices' | 'tags'> {
  const { rest, excluded } = withoutExclusion(expression);
  const valuesOf = (attr: keyof typeof attributeFields): string[] =>
    (plainLeaves(rest) ?? []).filter((leaf) => leaf.attr === attr).flatMap((leaf) => leaf.values.map(String));
  return {
    segments: valuesOf('segment'),
    audiences: valuesOf('audience'),
    exclusions: excluded,
    countries: valuesOf('country'),
    languages: valuesOf('language'),
    devices: valuesOf('device'),
    tags: valuesOf('tag').join(', '),
  };
}

/** Takes the one weak exclusion of audiences out of a list of parts; whatever is excluded otherwise stays in. */
function withoutExclusion(expression: TargetingExpression): { rest: TargetingExpression; excluded: string[] } {
  if (!('all' in expression)) return { rest: expression, excluded: [] };
  const excluded: string[] = [];
  const rest = expression.all.filter((part) => {
    if (excluded.length > 0 || !('not' in part) || part.mode !== 'weak' || !('attr' in part.not) || part.not.attr !== 'audience')
      return true;
    excluded.push(...part.not.values.map(String));
    return false;
  });
  return { rest: { all: rest }, excluded };
}

function plainLeaves(expression: TargetingExpression): TargetingLeaf[] | undefined {
  if ('attr' in expression) return expression.op === 'in' && expression.attr in attributeFields ? [expression] : undefined;
  if (!('all' in expression)) return undefined;
  const leaves = expression.all.map((part) => ('attr' in part ? plainLeaves(part) : undefined));
  return leaves.every((each) => each !== undefined) ? leaves.flat() : undefined;
}

/** The last day a campaign serves: the one before its end. */
function lastDayOf(endsAt: string | null): string {
  return endsAt === null ? '' : new Date(Date.parse(endsAt) - 1).toISOString().slice(0, 10);
}

function typed(amount: string | null): string {
  const micros = amount === null ? undefined : parseMicros(amount);
  if (micros === undefined) return '';
  return formatMicros(micros).replace(/\.?0+$/, '');
}
