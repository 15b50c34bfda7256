import type { CampaignDocument } from '@flywheel/http/campaigns';

type AdSet = CampaignDocument['adSets'][number];

/** Days of the week, Monday first, as a form offers them. */
export const weekdayChoices: readonly { readonly value: string; readonly label: string }[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
].map((label, at) => ({ value: String(at + 1), label }));

/** Hours of a day as a form offers them; empty stands for the whole day. */
export function hourChoices(from: number, until: number, empty: string): readonly { readonly value: string; readonly label: string }[] {
  const hours = Array.from({ length: until - from + 1 }, (_, at) => from + at);
  return [{ value: '', label: empty }, ...hours.map((hour) => ({ value: String(hour), label: clock(hour) }))];
}

/** Hours of days in words: "Monday to Friday 09:00–17:00, on the viewer’s clock". */
export function daypartWords(dayparts: AdSet['dayparts'], zone: AdSet['daypartZone']): string {
  const parts = dayparts.map(({ days, fromHour, toHour }) => `${daysWords(days)} ${clock(fromHour)}–${clock(toHour)}`);
  return `${parts.join('; ')}, on ${zone === 'viewer' ? 'the viewer’s' : 'your'} clock`;
}

function daysWords(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const name = (day: number | undefined): string => weekdayChoices[(day ?? 1) - 1]?.label ?? '';
  if (sorted.length === 7) return 'Every day';
  const [first, last] = [sorted[0], sorted.at(-1)];
  const inARow = first !== undefined && last !== undefined && last - first === sorted.length - 1 && sorted.length > 2;
  return inARow ? `${name(first)} to ${name(last)}` : sorted.map(name).join(', ');
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
