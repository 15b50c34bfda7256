import type { CampaignDocument } from '@flywheel/http/campaigns';
import type { TargetingExpression, TargetingLeaf } from '@flywheel/http/targeting';
import { formatMicros, parseMicros } from '@flywheel/primitives';

/** The single-valued fields of the campaign form; amounts in whole units as typed, days as `YYYY-MM-DD` (UTC). */
export const textFields = [
  'name',
  'objective',
  'billingEvent',
  'bid',
  'tags',
  'placements',
  'dailyBudget',
  'lifetimeBudget',
  'firstDay',
  'lastDay',
  'capLimit',
  'capSeconds',
  'format',
  'headline',
  'body',
  'imageUrl',
  'landingUrl',
  'callToAction',
] as const;
/** The fields of which several values may be ticked. */
export const listFields = ['segments', 'countries', 'languages', 'devices'] as const;

export type TextField = (typeof textFields)[number];
export type ListField = (typeof listFields)[number];

/** What stands in the form, exactly as typed. */
export type CampaignFields = Readonly<Record<TextField, string>> & Readonly<Record<ListField, readonly string[]>>;

/** An empty form that starts on `today`. */
export function emptyFields(today: string): CampaignFields {
  const blank = Object.fromEntries(textFields.map((field) => [field, ''])) as Record<TextField, string>;
  return {
    ...blank,
    objective: 'reach',
    billingEvent: 'viewable',
    firstDay: today,
    capLimit: '3',
    capSeconds: '86400',
    format: 'native_post',
    callToAction: 'Learn more',
    segments: [],
    countries: [],
    languages: [],
    devices: [],
  };
}

/** Reads the form as it was sent. */
export function readCampaignFields(form: FormData): CampaignFields {
  const texts = Object.fromEntries(textFields.map((field) => [field, String(form.get(field) ?? '').trim()])) as Record<TextField, string>;
  const lists = Object.fromEntries(listFields.map((field) => [field, form.getAll(field).map(String)])) as Record<ListField, string[]>;
  return { ...texts, ...lists };
}

/** The form that shows a saved campaign: its first ad set and that set's first ad. */
export function fieldsOf(document: CampaignDocument): CampaignFields {
  const [set] = document.adSets;
  const creative = set?.ads[0]?.creative;
  const [cap] = document.caps;
  return {
    name: document.name,
    objective: document.objective,
    billingEvent: set?.billingEvent ?? 'viewable',
    bid: typed(set?.bidMicros ?? null),
    placements: (set?.placements ?? []).join(', '),
    dailyBudget: typed(document.budgets.dailyMicros),
    lifetimeBudget: typed(document.budgets.lifetimeMicros),
    firstDay: document.schedule.startsAt.slice(0, 10),
    lastDay: lastDayOf(document.schedule.endsAt),
    capLimit: cap ? String(cap.limit) : '',
    capSeconds: cap ? String(cap.windowSeconds) : '86400',
    format: creative?.format ?? 'native_post',
    headline: creative?.headline ?? '',
    body: creative?.body ?? '',
    imageUrl: creative?.imageUrl ?? '',
    landingUrl: creative?.landingUrl ?? '',
    callToAction: creative?.callToAction ?? 'Learn more',
    ...audienceFields(set?.targeting ?? { all: [] }),
  };
}

const attributeFields = { segment: 'segments', country: 'countries', language: 'languages', device: 'devices', tag: 'tags' } as const;

/** Whether the form can show this targeting: lists of segments, countries, languages, devices and tags that must all hold. */
export function isPlainTargeting(expression: TargetingExpression): boolean {
  const leaves = plainLeaves(expression);
  return leaves !== undefined && new Set(leaves.map((leaf) => leaf.attr)).size === leaves.length;
}

function audienceFields(expression: TargetingExpression): Pick<CampaignFields, ListField | 'tags'> {
  const valuesOf = (attr: keyof typeof attributeFields): string[] =>
    (plainLeaves(expression) ?? []).filter((leaf) => leaf.attr === attr).flatMap((leaf) => leaf.values.map(String));
  return {
    segments: valuesOf('segment'),
    countries: valuesOf('country'),
    languages: valuesOf('language'),
    devices: valuesOf('device'),
    tags: valuesOf('tag').join(', '),
  };
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
