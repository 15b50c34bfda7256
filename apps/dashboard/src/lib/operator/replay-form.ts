import { replayOverrides, type ReplayOverrides } from '@flywheel/http/explanations';
import { parseAmount } from '#lib/format/parse-amount.ts';

/** The fields of the what-if form. */
export const replayFieldNames = ['rule', 'floor', 'ad', 'bid', 'campaign', 'budget', 'caps'] as const;

/** What was typed into it, as text; kept so that a form can be shown again. Empty: not changed. */
export type ReplayFields = Readonly<Record<(typeof replayFieldNames)[number], string>>;

/** The overrides a form asks for, or the field that can not be read and why. */
export type ReadOverrides = { ok: true; overrides: ReplayOverrides } | { ok: false; field: keyof ReplayFields; problem: string };

/** Turns what was typed into overrides. Refuses an empty form: without a change there is nothing to compare. */
export function overridesOf(fields: ReplayFields): ReadOverrides {
  const asked: Record<string, unknown> = {};
  if (fields.rule !== '') asked['rule'] = fields.rule;
  if (fields.caps !== '') asked['caps'] = fields.caps === 'on';
  for (const [field, put] of amounts(fields, asked)) {
    if (fields[field] === '') continue;
    const amount = parseAmount(fields[field]);
    if (amount === undefined) return { ok: false, field, problem: 'An amount in dollars, such as 1.50.' };
    put(String(amount));
  }
  if (fields.bid !== '' && fields.ad === '') return { ok: false, field: 'ad', problem: 'Choose the ad whose bid it is.' };
  if (fields.budget !== '' && fields.campaign === '') return { ok: false, field: 'campaign', problem: 'Choose the campaign.' };
  if (Object.keys(asked).length === 0) return { ok: false, field: 'rule', problem: 'Change at least one thing.' };
  const parsed = replayOverrides.safeParse(asked);
  return parsed.success
    ? { ok: true, overrides: parsed.data }
    : { ok: false, field: 'rule', problem: parsed.error.issues[0]?.message ?? '' };
}

type AmountField = readonly ['floor' | 'bid' | 'budget', (micros: string) => void];

function amounts({ ad, campaign }: ReplayFields, asked: Record<string, unknown>): readonly AmountField[] {
  return [
    ['floor', (micros) => (asked['floorMicros'] = micros)],
    ['bid', (micros) => (asked['bid'] = ad === '' ? [] : [{ ad, micros }])],
    ['budget', (micros) => (asked['budget'] = campaign === '' ? [] : [{ campaign, micros }])],
  ];
}
