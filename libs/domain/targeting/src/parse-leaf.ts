import { attributes, isNumeric, numericLimits, type Attribute, type NumericAttribute } from './attributes.ts';
import type { Targeting } from './expression.ts';
import { join, onlyFields, Refusal } from './targeting-fault.ts';

/** Most values one leaf may list. */
export const mostValues = 2000;

/** Longest text a value may be. */
const longestValue = 128;

/** From this age on a person is of age. */
export const adultAge = 18;

/** Whether targeting by this value is forbidden: GDPR art. 9(1) categories and anything aimed at minors. */
export type Sensitive = (attr: Attribute, value: string) => boolean;

/** Country (ISO 3166-1), then perhaps region (without its country), then perhaps city. */
const geoCode = /^[A-Z]{2}(-[^-\s]+(-.+)?)?$/;

/** A question about one attribute. Refuses what the attribute can not be asked, sensitive values, and what is aimed at minors. */
export function parseLeaf(node: Record<string, unknown>, path: string, rules: { negated: boolean; isSensitive: Sensitive }): Targeting {
  onlyFields(node, ['attr', 'op', 'values'], path);
  const attr = attributes.find((each) => each === node.attr);
  if (!attr) throw new Refusal(join(path, 'attr'), 'shape', `an attribute is one of ${attributes.join(', ')}`);
  const values: unknown = node.values;
  if (!Array.isArray(values) || values.length === 0)
    throw new Refusal(join(path, 'values'), 'values', 'a question needs at least one value');
  if (values.length > mostValues) throw new Refusal(join(path, 'values'), 'values', `a question lists ${mostValues} values at most`);
  if (node.op === 'range') return parseRange(attr, values, path, rules.negated);
  checkOperator(attr, node.op, path);
  const texts = values.map((value: unknown, at) => parseValue(attr, value, join(path, `values.${at}`), rules.isSensitive));
  return { kind: 'in', path, attr, values: new Set(texts) };
}

function checkOperator(attr: Attribute, op: unknown, path: string): void {
  const known = op === 'in' || op === 'geoWithin';
  if (!known) throw new Refusal(join(path, 'op'), 'shape', 'an operator is in, range or geoWithin');
  if ((op === 'geoWithin') !== (attr === 'geo'))
    throw new Refusal(join(path, 'op'), 'shape', 'places are asked by geoWithin, and nothing else is');
  if (attr === 'age') throw new Refusal(join(path, 'op'), 'range', 'age is asked by range');
}

function parseValue(attr: Attribute, value: unknown, place: string, isSensitive: Sensitive): string {
  if (typeof value !== 'string' && typeof value !== 'number') throw new Refusal(place, 'values', 'a value is a text or a number');
  const text = isNumeric(attr) ? String(wholeNumber(attr, value, place)) : String(value);
  if (text === '' || text.length > longestValue) throw new Refusal(place, 'values', `a value is a text of 1 to ${longestValue} characters`);
  if (attr === 'geo' && !geoCode.test(text))
    throw new Refusal(place, 'values', 'a place is a country, country-region or country-region-city, as in NL-NH-Amsterdam');
  if (attr === 'keyvalue' && text.indexOf('=') < 1) throw new Refusal(place, 'values', 'a key and its value are written key=value');
  if (isSensitive(attr, text))
    throw new Refusal(place, 'sensitive', 'nobody may be targeted by this: it is a sensitive category (DSA 26(3), GDPR 9(1))');
  return text;
}

function parseRange(attr: Attribute, values: readonly unknown[], path: string, negated: boolean): Targeting {
  if (!isNumeric(attr)) throw new Refusal(join(path, 'op'), 'range', 'only hour, weekday and age are asked by range');
  const place = join(path, 'values');
  if (values.length !== 2) throw new Refusal(place, 'range', 'a range is two whole numbers, its first and its last');
  const [from, to] = [wholeNumber(attr, values[0], place, 'range'), wholeNumber(attr, values[1], place, 'range')];
  if (attr === 'age') checkAges(from, to, negated, place);
  return { kind: 'range', path, attr, from, to };
}

/** Whoever is left must not be minors alone (DSA 28(2)). */
function checkAges(from: number, to: number, negated: boolean, place: string): void {
  if (from > to) throw new Refusal(place, 'range', 'a range of ages goes from the younger to the older');
  const onlyMinors = negated ? from <= adultAge && from > 0 && to === numericLimits.age[1] : to < adultAge;
  if (onlyMinors) throw new Refusal(place, 'sensitive', 'no ad may be aimed at minors (DSA 28(2))');
}

function wholeNumber(attr: NumericAttribute, value: unknown, place: string, rule: 'values' | 'range' = 'values'): number {
  const [least, most] = numericLimits[attr];
  const number = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Refusal(place, rule, `${attr} is a whole number from ${least} to ${most}`);
}
