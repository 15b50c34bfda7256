import type { Attribute, NumericAttribute } from './attributes.ts';

/** A question about one attribute: any of these (`in`), a number in [first, second] (`range`), in one of these places (`geoWithin`). */
export type Leaf = { attr: Attribute; op: 'in' | 'range' | 'geoWithin'; values: (string | number)[] };

/**
 * Targeting as typed data, exactly as it is stored and sent. Never compiled to code.
 * `all: []` is everyone; `any: []` is refused; `weak` NOT lets a missing attribute pass, `strong` NOT never does.
 */
export type Expression = { all: Expression[] } | { any: Expression[] } | { not: Expression; mode: 'weak' | 'strong' } | Leaf;

/**
 * An expression that was parsed: sets instead of lists, every node with its path (`all.0.not`), ready to be evaluated often.
 * `geoWithin` became `in`: the facts hold a place with everything it lies in. Both ends belong to a range; hours and weekdays
 * may go over the end of the day or week (22 to 5).
 */
export type Targeting =
  | { kind: 'all' | 'any'; path: string; parts: readonly Targeting[] }
  | { kind: 'not'; path: string; part: Targeting; mode: 'weak' | 'strong' }
  | { kind: 'in'; path: string; attr: Attribute; values: ReadonlySet<string> }
  | { kind: 'range'; path: string; attr: NumericAttribute; from: number; to: number };
