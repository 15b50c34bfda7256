import { placementName, placementSettings, type PlacementSettings, type PlacementView } from '@flywheel/http/placements';
import { formatMicros, parseMicros } from '@flywheel/primitives';
import { parseAmount } from '#lib/format/parse-amount.ts';
import { formatFloor, parseFloor } from './floor-lines.ts';
import { formatShare, parseShare } from './shares.ts';

/** The fields of a placement's form, as typed: amounts in whole units, shares in percent, floors one a line. */
export const placementFields = [
  'placement',
  'ads',
  'rule',
  'positions',
  'floor',
  'floors',
  'increment',
  'firstPosition',
  'gap',
  'share',
  'fatigueAds',
  'fatigueHides',
  'displacedBudget',
  'safetyTier',
  'clickWorth',
  'hideCost',
] as const;

export type PlacementField = (typeof placementFields)[number];
export type PlacementFields = Record<PlacementField, string>;

/** Settings that may be sent, or what is wrong with which field. */
export type PlacementDraft =
  | { readonly ok: true; readonly placement: string; readonly settings: PlacementSettings }
  | { readonly ok: false; readonly problems: Readonly<Record<string, string>> };

/** Which form field holds which part of the settings. */
const fieldOf: Readonly<Record<string, PlacementField>> = {
  adsOn: 'ads',
  positionPpm: 'positions',
  floorMicros: 'floor',
  incrementMicros: 'increment',
  shareBps: 'share',
  displacedBudgetMicros: 'displacedBudget',
  clickWorthMicros: 'clickWorth',
  hideCostMicros: 'hideCost',
};

/** A placement as its form shows it. */
export function fieldsOfPlacement(view: PlacementView): PlacementFields {
  return {
    placement: view.placement,
    ads: view.adsOn ? 'on' : 'off',
    rule: view.rule,
    positions: view.positionPpm.map((ppm) => formatShare(ppm, 10_000)).join(', '),
    floor: plain(view.floorMicros),
    floors: view.floors.map(formatFloor).join('\n'),
    increment: plain(view.incrementMicros),
    firstPosition: String(view.firstPosition),
    gap: String(view.gap),
    share: formatShare(view.shareBps, 100),
    fatigueAds: view.fatigueAds === null ? '' : String(view.fatigueAds),
    fatigueHides: view.fatigueHides === null ? '' : String(view.fatigueHides),
    displacedBudget: view.displacedBudgetMicros === null ? '' : plain(view.displacedBudgetMicros),
    safetyTier: view.safetyTier,
    clickWorth: plain(view.clickWorthMicros),
    hideCost: plain(view.hideCostMicros),
  };
}

/** Reads the form as it was sent. */
export function readPlacementFields(form: FormData): PlacementFields {
  return Object.fromEntries(placementFields.map((field) => [field, String(form.get(field) ?? '').trim()])) as PlacementFields;
}

/** The settings a form stands for. What can not be read is named here, the rest by the api's own schema. */
export function draftPlacement(fields: PlacementFields): PlacementDraft {
  const floors = fields.floors.split('\n').filter((line) => line.trim() !== '');
  const parsed = placementSettings.safeParse({
    adsOn: fields.ads === 'on',
    rule: fields.rule,
    positionPpm: fields.positions
      .split(/[,;\s]+/)
      .filter((each) => each !== '')
      .map((each) => parseShare(each, 10_000) ?? each),
    floorMicros: amountOf(fields.floor),
    floors: floors.map((line) => parseFloor(line) ?? line),
    incrementMicros: amountOf(fields.increment),
    firstPosition: count(fields.firstPosition),
    gap: count(fields.gap),
    shareBps: parseShare(fields.share, 100),
    fatigueAds: fields.fatigueAds === '' ? null : count(fields.fatigueAds),
    fatigueHides: fields.fatigueHides === '' ? null : count(fields.fatigueHides),
    displacedBudgetMicros: fields.displacedBudget === '' ? null : amountOf(fields.displacedBudget),
    safetyTier: fields.safetyTier,
    clickWorthMicros: amountOf(fields.clickWorth),
    hideCostMicros: amountOf(fields.hideCost),
  });
  const named = placementName.safeParse(fields.placement);
  if (parsed.success && named.success) return { ok: true, placement: named.data, settings: parsed.data };
  const problems: Record<string, string> = named.success ? {} : { placement: named.error.issues[0]?.message ?? '' };
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [part = '', at] = path.map(String);
    const field = placementField(part);
    problems[field] ??= hints[field] ?? (part === 'floors' && at !== undefined ? `Line ${Number(at) + 1}: ${floorHint(message)}` : message);
  }
  return { ok: false, problems };
}

/** The form field that shows a refusal the api gave for `part` of the settings. */
export function placementField(part: string): PlacementField {
  const [head = ''] = part.split('.');
  return fieldOf[head] ?? placementFields.find((field) => field === head) ?? 'placement';
}

const hints: Partial<Record<PlacementField, string>> = {
  positions: 'Write up to 8 percentages of the best slot, best first, none above the one before: 100, 80, 60',
  floor: 'Write an amount such as 0.10; 0 for none',
  increment: 'Write an amount such as 0.01; 0 for none',
  firstPosition: 'Write a whole number from 1 to 100',
  gap: 'Write a whole number from 0 to 100',
  share: 'Write a percentage from 0 to 100',
  fatigueAds: 'Write a whole number from 1, or leave it empty',
  fatigueHides: 'Write a whole number from 1, or leave it empty',
  displacedBudget: 'Write an amount such as 0.05, or leave it empty',
  clickWorth: 'Write an amount such as 0.02, at most 1,000; 0 for none',
  hideCost: 'Write an amount such as 0.10, at most 1,000; 0 for none',
};

function floorHint(message: string): string {
  return message.startsWith('there is another') ? message : 'write what it is for and an amount last: NL phone video 0.35';
}

function plain(amount: string): string {
  const micros = parseMicros(amount);
  return micros === undefined ? amount : formatMicros(micros).replace(/0{1,4}$/, '');
}

function amountOf(text: string): string | undefined {
  const amount = parseAmount(text);
  return amount === undefined ? undefined : String(amount);
}

function count(text: string): number | undefined {
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
