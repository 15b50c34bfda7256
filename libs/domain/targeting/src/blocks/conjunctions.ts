import type { Targeting } from '../expression.ts';

/** Most conjunctions an expression is expanded into; beyond that it is evaluated as it stands. */
export const mostConjunctions = 1024;

/** A question about one attribute, as it was parsed. */
export type Question = Extract<Targeting, { kind: 'in' | 'range' }>;

/**
 * What one question has to answer: `wants` yes (true) or anything of yes's opposite (false); `missing` says whether an unknown
 * answer passes. The four kinds are closed under both NOTs: =T (true, false), ≠F (true, true), =F (false, false), ≠T (false, true).
 */
export type Literal = { readonly question: Question; readonly wants: boolean; readonly missing: boolean };

/** Literals that must all hold. */
export type Conjunction = readonly Literal[];

type Sense = { wants: boolean; missing: boolean };

/**
 * The expression as alternatives of which one must hold (disjunctive normal form), every NOT pushed down to the questions:
 * it is true exactly where one conjunction holds. Empty: never true. Undefined: more than `mostConjunctions`.
 */
export function conjunctionsOf(targeting: Targeting): readonly Conjunction[] | undefined {
  return expand(targeting, { wants: true, missing: false });
}

function expand(targeting: Targeting, sense: Sense): readonly Conjunction[] | undefined {
  switch (targeting.kind) {
    case 'all':
      return sense.wants ? everyOf(targeting.parts, sense) : oneOf(targeting.parts, sense);
    case 'any':
      return sense.wants ? oneOf(targeting.parts, sense) : everyOf(targeting.parts, sense);
    case 'not':
      return expand(targeting.part, targeting.mode === 'weak' ? weakly(sense) : { wants: !sense.wants, missing: sense.missing });
    case 'in':
    case 'range':
      return [[{ question: targeting, ...sense }]];
  }
}

/** A weak NOT is never unknown: it is true where its part is not true, else false. */
function weakly(sense: Sense): Sense {
  return sense.wants ? { wants: false, missing: true } : { wants: true, missing: false };
}

function everyOf(parts: readonly Targeting[], sense: Sense): readonly Conjunction[] | undefined {
  let product: readonly Conjunction[] = [[]];
  for (const part of parts) {
    const alternatives = expand(part, sense);
    if (!alternatives || product.length * alternatives.length > mostConjunctions) return undefined;
    const [only] = alternatives;
    if (only && alternatives.length === 1) product = product.map((each) => [...each, ...only]);
    else product = product.flatMap((each) => alternatives.map((alternative) => [...each, ...alternative]));
  }
  return product;
}

function oneOf(parts: readonly Targeting[], sense: Sense): readonly Conjunction[] | undefined {
  const sum: Conjunction[] = [];
  for (const part of parts) {
    const alternatives = expand(part, sense);
    if (!alternatives) return undefined;
    for (const alternative of alternatives) {
      if (alternative.length === 0) return [[]];
      addAlternative(sum, alternative);
    }
    if (sum.length > mostConjunctions) return undefined;
  }
  return sum;
}

/** Two lone questions about one attribute of which one yes is enough are one question with the values of both. */
function addAlternative(sum: Conjunction[], alternative: Conjunction): void {
  const at = alternative.length === 1 ? sum.findIndex((each) => each.length === 1 && canUnite(each[0], alternative[0])) : -1;
  const [before, added] = [sum[at]?.[0], alternative[0]];
  if (before?.question.kind !== 'in' || added?.question.kind !== 'in') sum.push(alternative);
  else sum[at] = [{ ...before, question: { ...before.question, values: new Set([...before.question.values, ...added.question.values]) } }];
}

function canUnite(a: Literal | undefined, b: Literal | undefined): boolean {
  if (!a?.wants || !b?.wants || a.missing !== b.missing) return false;
  return a.question.kind === 'in' && b.question.kind === 'in' && a.question.attr === b.question.attr;
}
