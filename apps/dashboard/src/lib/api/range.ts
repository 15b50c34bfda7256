import { addDays, daysBetween, isDay, type Day } from './days.ts';
import { presetsOf } from './presets.ts';

/** What the shown range is compared with: the one just before, the same weekdays of last year, or nothing. */
export type Comparison = 'previous' | 'year' | 'none';

/** Days of a report: `from` included, `until` excluded; `to` is the last day included. */
export type Span = { readonly from: Day; readonly to: Day; readonly until: Day };

/** A range as the address states it (`?v=1&from=&to=&compare=`, both days included), and what it is compared with. */
export type Range = Span & {
  readonly v: 1;
  readonly preset: string | null;
  readonly compare: Comparison;
  readonly previous: Span | null;
  readonly today: Day;
};

/** A range with its words; the words are made on the server alone, because runtimes disagree on thin spaces. */
export type RangeView = Range & { readonly zone: string; readonly text: string; readonly previousText: string | null };

const defaultPreset = '28d';
const longestDays = 1_000;

/** Reads the range of an address. Days that do not exist, lie in the wrong order or span more than 1,000 days fall back to the last 28. */
export function readRange(parameters: Pick<URLSearchParams, 'get'>, today: Day, defaultCompare: Comparison = 'previous'): Range {
  const asked = parameters.get('compare');
  const compare: Comparison = asked === 'none' || asked === 'year' || asked === 'previous' ? asked : defaultCompare;
  const from = parameters.get('from');
  const to = parameters.get('to');
  const presets = presetsOf(today);
  const given = isDay(from) && isDay(to) && from <= to && daysBetween(from, to) < longestDays ? { from, to } : undefined;
  const chosen = given ?? presets.find((each) => each.id === defaultPreset) ?? { from: today, to: today };
  const span = spanOf(chosen.from, chosen.to);
  return {
    v: 1,
    ...span,
    preset: presets.find((each) => each.from === span.from && each.to === span.to)?.id ?? null,
    compare,
    previous: previousOf(span, compare),
    today,
  };
}

/** The span a range is compared with: moved back by the smallest multiple of 7 days that clears it, or by 364 days, so weekdays align. */
export function previousOf(span: Span, compare: Comparison): Span | null {
  if (compare === 'none') return null;
  const back = compare === 'year' ? 364 : Math.ceil(daysBetween(span.from, span.until) / 7) * 7;
  return spanOf(addDays(span.from, -back), addDays(span.to, -back));
}

/** The query string that states a range, other parameters of the page kept. Paging starts again. */
export function rangeQuery(current: Iterable<[string, string]>, change: { from?: Day; to?: Day; compare?: Comparison }): string {
  const next = new URLSearchParams([...current]);
  next.delete('page');
  next.set('v', '1');
  for (const name of ['from', 'to', 'compare'] as const) {
    const value = change[name];
    if (value !== undefined) next.set(name, value);
  }
  return `?${next.toString()}`;
}

function spanOf(from: Day, to: Day): Span {
  return { from, to, until: addDays(to, 1) };
}
