import type { Attribute } from './attributes.ts';
import type { Targeting } from './expression.ts';

/** Every (attribute, value) an expression asks about by `in`, inside exclusions too: what has to be looked up before a save. */
export function askedValues(targeting: Targeting): Array<{ attr: Attribute; value: string; path: string }> {
  switch (targeting.kind) {
    case 'all':
    case 'any':
      return targeting.parts.flatMap(askedValues);
    case 'not':
      return askedValues(targeting.part);
    case 'in':
      return [...targeting.values].map((value) => ({ attr: targeting.attr, value, path: targeting.path }));
    case 'range':
      return [];
  }
}

/** Calls `found` with every value of one attribute that an expression asks about by `in`, inside exclusions too: makes no list. */
export function eachAsked(targeting: Targeting, attr: Attribute, found: (value: string) => void): void {
  if (targeting.kind === 'not') eachAsked(targeting.part, attr, found);
  else if (targeting.kind === 'in') {
    if (targeting.attr === attr) for (const value of targeting.values) found(value);
  } else if (targeting.kind !== 'range') for (const part of targeting.parts) eachAsked(part, attr, found);
}
