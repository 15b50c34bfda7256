import type { Attribute, Targeting } from './expression.ts';

/** What is known about the viewer and the context. A missing attribute is unknown; an empty list is known to hold nothing. */
export type Facts = { readonly [A in Exclude<Attribute, 'hour'>]?: readonly string[] | undefined } & { readonly hour?: number | undefined };

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
      return holdsAny(targeting.values, valuesOf(facts, targeting.attr));
    case 'range':
      return facts.hour === undefined ? 'unknown' : truthOf(within(facts.hour, targeting.from, targeting.to));
  }
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

function holdsAny(wanted: ReadonlySet<string>, known: readonly string[] | undefined): Truth {
  if (known === undefined) return 'unknown';
  for (const value of known) if (wanted.has(value)) return 'true';
  return 'false';
}

function valuesOf(facts: Facts, attr: Attribute): readonly string[] | undefined {
  if (attr !== 'hour') return facts[attr];
  return facts.hour === undefined ? undefined : [String(facts.hour)];
}

/** Both ends belong to the range; 22 to 5 goes over midnight. */
function within(hour: number, from: number, to: number): boolean {
  return from <= to ? hour >= from && hour <= to : hour >= from || hour <= to;
}

function truthOf(claim: boolean): Truth {
  return claim ? 'true' : 'false';
}
