import type { TargetingExpression, TargetingLeaf } from '@flywheel/http/targeting';

/** How values of attributes are called: segments by node or id, countries and languages by code. Unknown values are shown as they are. */
export type ValueNames = Readonly<Record<string, string>>;

/** A targeting expression as one sentence: "People interested in Cooking or Travel, in Germany, on a phone." */
export function describeTargeting(expression: TargetingExpression, names: ValueNames = {}): string {
  const words = phraseOf(expression, names);
  return words === '' ? 'Everyone.' : `People ${words}.`;
}

function phraseOf(expression: TargetingExpression, names: ValueNames): string {
  if ('all' in expression) {
    return expression.all
      .map((part) => phraseOf(part, names))
      .filter((words) => words !== '')
      .join(', ');
  }
  if ('any' in expression) return expression.any.map((part) => phraseOf(part, names) || 'whoever they are').join(', or ');
  if ('not' in expression) {
    const words = phraseOf(expression.not, names);
    return expression.mode === 'strong' ? `known not to be (${words})` : `but not those ${words}`;
  }
  return leafPhrase(expression, names);
}

function leafPhrase({ attr, op, values }: TargetingLeaf, names: ValueNames): string {
  if (op === 'range') return rangePhrase(attr, values);
  const named = values.map((value) => names[String(value)] ?? String(value));
  const list = orList(named);
  switch (attr) {
    case 'segment':
      return `interested in ${list}`;
    case 'audience':
      return `in the audience ${list}`;
    case 'country':
    case 'geo':
      return `in ${list}`;
    case 'language':
      return `who read ${list}`;
    case 'device':
      return `on a ${list}`;
    case 'os':
    case 'browser':
      return `using ${list}`;
    case 'tag':
      return `beside content tagged ${list}`;
    case 'node':
      return `beside content about ${list}`;
    case 'keyword':
      return `beside the words ${list}`;
    case 'creator':
      return `on content of ${list}`;
    case 'placement':
      return `at the placement ${list}`;
    case 'hour':
      return `at ${list} o’clock UTC`;
    case 'weekday':
      return `on ${orList(values.map(weekdayName))}`;
    case 'keyvalue':
      return `where ${list}`;
    case 'age':
      return `aged ${list}`;
  }
}

function rangePhrase(attr: TargetingLeaf['attr'], [from = '', to = '']: TargetingLeaf['values']): string {
  if (attr === 'age') return `aged ${from} to ${to}`;
  if (attr === 'weekday') return `from ${weekdayName(from)} to ${weekdayName(to)}`;
  return `between ${from}:00 and ${to}:59 o’clock UTC`;
}

/** 1 is Monday. */
function weekdayName(day: string | number): string {
  return ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][Number(day) - 1] ?? String(day);
}

function orList(values: readonly string[]): string {
  const shown = values.length > 6 ? [...values.slice(0, 5), `${values.length - 5} more`] : values;
  return shown.length < 2 ? (shown[0] ?? 'nothing') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}
