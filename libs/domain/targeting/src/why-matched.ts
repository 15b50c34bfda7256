import type { Attribute } from './attributes.ts';
import type { Targeting } from './expression.ts';
import { evaluate } from './evaluate.ts';
import { textsOf, type Facts } from './facts.ts';

/** One question that was answered yes, with the values that answered it: a main parameter of "why this ad" (DSA art. 26). */
export type MatchedParameter = { attr: Attribute; values: string[] };

/** The questions that made a matching expression true. Exclusions are left out: they say who was not meant. */
export function whyMatched(targeting: Targeting, facts: Facts): MatchedParameter[] {
  if (evaluate(targeting, facts) !== 'true') return [];
  switch (targeting.kind) {
    case 'all':
    case 'any':
      return targeting.parts.flatMap((part) => whyMatched(part, facts));
    case 'not':
      return [];
    case 'in': {
      const known = textsOf(facts, targeting.attr) ?? [];
      return [{ attr: targeting.attr, values: known.filter((value) => targeting.values.has(value)) }];
    }
    case 'range':
      return [{ attr: targeting.attr, values: [`${targeting.from}–${targeting.to}`] }];
  }
}
