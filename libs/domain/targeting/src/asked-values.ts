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
