import { attributes, type Attribute, type Leaf, type Targeting } from './expression.ts';

/** Deepest nesting an expression may have, the root counted. */
export const deepestExpression = 8;
/** Most values one leaf may list. */
export const mostValues = 2000;

export type TargetingFault = {
  /** Path of the faulty node from the root, e.g. `all.1.not.values`; '' is the root itself. */
  path: string;
  rule: 'shape' | 'depth' | 'values' | 'empty-any' | 'range' | 'sensitive';
  sentence: string;
};

export type ParsedTargeting = { outcome: 'parsed'; targeting: Targeting } | { outcome: 'refused'; fault: TargetingFault };

/** Whether targeting by this value is forbidden: GDPR art. 9(1) categories and anything aimed at minors. */
export type Sensitive = (attr: Attribute, value: string) => boolean;

class Refusal extends Error {
  readonly fault: TargetingFault;

  constructor(path: string, rule: TargetingFault['rule'], sentence: string) {
    super(sentence);
    this.fault = { path, rule, sentence };
  }
}

/** Reads an expression from whatever came in. The first fault is named by its node path and the rule it breaks. */
export function parseTargeting(input: unknown, isSensitive: Sensitive = () => false): ParsedTargeting {
  try {
    return { outcome: 'parsed', targeting: parseNode(input, '', 1, isSensitive) };
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'refused', fault: error.fault };
    throw error;
  }
}

function parseNode(input: unknown, path: string, depth: number, isSensitive: Sensitive): Targeting {
  if (depth > deepestExpression) throw new Refusal(path, 'depth', `an expression is nested ${deepestExpression} deep at most`);
  if (typeof input !== 'object' || input === null)
    throw new Refusal(path, 'shape', 'a node is all, any, not or a question about an attribute');
  const node = input as Record<string, unknown>;
  const inner = (part: unknown, step: string): Targeting => parseNode(part, join(path, step), depth + 1, isSensitive);
  if ('all' in node) return { kind: 'all', path, parts: listOf(node, 'all', path).map((part, at) => inner(part, `all.${at}`)) };
  if ('any' in node) {
    const parts = listOf(node, 'any', path);
    if (parts.length === 0) throw new Refusal(path, 'empty-any', 'any of nothing is nobody: name at least one alternative');
    return { kind: 'any', path, parts: parts.map((part, at) => inner(part, `any.${at}`)) };
  }
  if ('not' in node) {
    onlyFields(node, ['not', 'mode'], path);
    if (node.mode !== 'weak' && node.mode !== 'strong') throw new Refusal(join(path, 'mode'), 'shape', 'a not is weak or strong');
    return { kind: 'not', path, part: inner(node.not, 'not'), mode: node.mode };
  }
  return parseLeaf(node, path, isSensitive);
}

function parseLeaf(node: Record<string, unknown>, path: string, isSensitive: Sensitive): Targeting {
  onlyFields(node, ['attr', 'op', 'values'], path);
  const attr = attributes.find((each) => each === node.attr);
  if (!attr) throw new Refusal(join(path, 'attr'), 'shape', `an attribute is one of ${attributes.join(', ')}`);
  const values = node.values;
  if (!Array.isArray(values) || values.length === 0)
    throw new Refusal(join(path, 'values'), 'values', 'a question needs at least one value');
  if (values.length > mostValues) throw new Refusal(join(path, 'values'), 'values', `a question lists ${mostValues} values at most`);
  if (node.op === 'range') return parseRange(attr, values, path);
  if (node.op !== 'in') throw new Refusal(join(path, 'op'), 'shape', 'an operator is in or range');
  for (const [at, value] of (values as Leaf['values']).entries()) {
    const place = join(path, `values.${at}`);
    if (typeof value !== 'string' && typeof value !== 'number') throw new Refusal(place, 'values', 'a value is a text or a number');
    if (isSensitive(attr, String(value)))
      throw new Refusal(place, 'sensitive', 'nobody may be targeted by this: it is a sensitive category (DSA 26(3), GDPR 9(1))');
  }
  return { kind: 'in', path, attr, values: new Set((values as Leaf['values']).map(String)) };
}

function parseRange(attr: Attribute, values: unknown[], path: string): Targeting {
  const [from, to] = values;
  if (attr !== 'hour') throw new Refusal(join(path, 'op'), 'range', 'only hour is asked by range');
  if (values.length !== 2 || !isHour(from) || !isHour(to)) {
    throw new Refusal(
      join(path, 'values'),
      'range',
      'a range of hours is two whole numbers from 0 to 23; past midnight the first is larger',
    );
  }
  return { kind: 'range', path, attr, from, to };
}

function isHour(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 23;
}

function listOf(node: Record<string, unknown>, field: 'all' | 'any', path: string): unknown[] {
  onlyFields(node, [field], path);
  const parts = node[field];
  if (!Array.isArray(parts)) throw new Refusal(join(path, field), 'shape', `${field} holds a list`);
  return parts;
}

function onlyFields(node: Record<string, unknown>, known: readonly string[], path: string): void {
  const strange = Object.keys(node).find((field) => !known.includes(field));
  if (strange !== undefined) throw new Refusal(join(path, strange), 'shape', `a node does not have ${strange} here`);
}

function join(path: string, step: string): string {
  return path === '' ? step : `${path}.${step}`;
}
