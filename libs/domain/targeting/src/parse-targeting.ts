import type { Targeting } from './expression.ts';
import { parseLeaf, type Sensitive } from './parse-leaf.ts';
import { join, onlyFields, Refusal, type TargetingFault } from './targeting-fault.ts';

/** Deepest nesting an expression may have, the root counted. */
export const deepestExpression = 8;

/** The expression, or the first fault from the left. */
export type ParsedTargeting = { outcome: 'parsed'; targeting: Targeting } | { outcome: 'refused'; fault: TargetingFault };

/** Where the parser stands; `negated` tells whether an odd number of exclusions is around. */
type Place = { path: string; depth: number; negated: boolean; isSensitive: Sensitive };

/**
 * Reads an expression from whatever came in. The first fault is named by its node path and the rule it breaks.
 * An exclusion that asks about age is strong whatever it says: who hides his age is not known to be old enough.
 */
export function parseTargeting(input: unknown, isSensitive: Sensitive = () => false): ParsedTargeting {
  try {
    return { outcome: 'parsed', targeting: parseNode(input, { path: '', depth: 1, negated: false, isSensitive }) };
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'refused', fault: error.fault };
    throw error;
  }
}

function parseNode(input: unknown, place: Place): Targeting {
  const { path, depth, negated, isSensitive } = place;
  if (depth > deepestExpression) throw new Refusal(path, 'depth', `an expression is nested ${deepestExpression} deep at most`);
  if (typeof input !== 'object' || input === null)
    throw new Refusal(path, 'shape', 'a node is all, any, not or a question about an attribute');
  const node = input as Record<string, unknown>;
  const inner = (part: unknown, step: string, turned = negated): Targeting =>
    parseNode(part, { path: join(path, step), depth: depth + 1, negated: turned, isSensitive });
  if ('all' in node) return { kind: 'all', path, parts: listOf(node, 'all', path).map((part, at) => inner(part, `all.${at}`)) };
  if ('any' in node) {
    const parts = listOf(node, 'any', path);
    if (parts.length === 0) throw new Refusal(path, 'empty-any', 'any of nothing is nobody: name at least one alternative');
    return { kind: 'any', path, parts: parts.map((part, at) => inner(part, `any.${at}`)) };
  }
  if ('not' in node) {
    onlyFields(node, ['not', 'mode'], path);
    if (node.mode !== 'weak' && node.mode !== 'strong') throw new Refusal(join(path, 'mode'), 'shape', 'a not is weak or strong');
    const part = inner(node.not, 'not', !negated);
    return { kind: 'not', path, part, mode: asksAge(part) ? 'strong' : node.mode };
  }
  return parseLeaf(node, path, { negated, isSensitive });
}

function asksAge(targeting: Targeting): boolean {
  switch (targeting.kind) {
    case 'all':
    case 'any':
      return targeting.parts.some(asksAge);
    case 'not':
      return asksAge(targeting.part);
    case 'in':
    case 'range':
      return targeting.attr === 'age';
  }
}

function listOf(node: Record<string, unknown>, field: 'all' | 'any', path: string): unknown[] {
  onlyFields(node, [field], path);
  const parts = node[field];
  if (!Array.isArray(parts)) throw new Refusal(join(path, field), 'shape', `${field} holds a list`);
  return parts;
}
