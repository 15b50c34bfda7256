import { isNumeric, type Attribute } from './attributes.ts';
import { numberOf, type Facts } from './facts.ts';
import type { Targeting } from './expression.ts';

/** Kleene's three values: true, false, unknown. */
export type Truth = 'true' | 'false' | 'unknown';

/** Evaluates in strong Kleene logic (S. C. Kleene, 1952). An ad may serve only where the root is `true`. */
export function evaluate(targeting: Targeting, facts: Facts): Truth {
  switch (targeting.kind) {
    case 'all':
      return worst(targeting.parts, facts);
    case 'any':
      return best(targeting.parts, facts);
    case 'not':
      return negate(evaluate(targeting.part, facts), targeting.mode);
    case 'in':
      return holdsAny(targeting.values, facts, targeting.attr);
    case 'range': {
      const known = numberOf(facts, targeting.attr);
      return known === undefined ? 'unknown' : truthOf(within(known, targeting.from, targeting.to));
    }
  }
}

/** Whether a number lies in a range; both ends belong to it, and a range whose first is larger goes over the end (22 to 5). */
export function within(value: number, from: number, to: number): boolean {
  return from <= to ? value >= from && value <= to : value >= from || value <= to;
}

function worst(parts: readonly Targeting[], facts: Facts): Truth {
  let result: Truth = 'true';
  for (const part of parts) {
    const truth = evaluate(part, facts);
    if (truth === 'false') return 'false';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

function best(parts: readonly Targeting[], facts: Facts): Truth {
  let result: Truth = 'false';
  for (const part of parts) {
    const truth = evaluate(part, facts);
    if (truth === 'true') return 'true';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

function negate(truth: Truth, mode: 'weak' | 'strong'): Truth {
  if (mode === 'weak') return truthOf(truth !== 'true');
  return truth === 'unknown' ? 'unknown' : truthOf(truth === 'false');
}

function holdsAny(wanted: ReadonlySet<string>, facts: Facts, attr: Attribute): Truth {
  if (isNumeric(attr)) {
    const known = numberOf(facts, attr);
    return known === undefined ? 'unknown' : truthOf(wanted.has(String(known)));
  }
  const known = facts[attr];
  if (known === undefined) return 'unknown';
  for (const value of known) if (wanted.has(value)) return 'true';
  return 'false';
}

function truthOf(claim: boolean): Truth {
  return claim ? 'true' : 'false';
}
