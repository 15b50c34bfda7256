/** What a targeting expression may ask about. */
export const attributes = ['segment', 'country', 'language', 'device', 'tag', 'node', 'creator', 'placement', 'hour'] as const;

export type Attribute = (typeof attributes)[number];

export type Leaf = { attr: Attribute; op: 'in' | 'range'; values: (string | number)[] };

/**
 * Targeting as typed data, exactly as it is stored and sent. Never compiled to code.
 * `all: []` is everyone; `any: []` is refused; `weak` NOT lets a missing attribute pass, `strong` NOT never does.
 */
export type Expression = { all: Expression[] } | { any: Expression[] } | { not: Expression; mode: 'weak' | 'strong' } | Leaf;

/** An expression that was parsed: sets instead of lists, every node with its path (`all.0.not`), ready to be evaluated often. */
export type Targeting =
  | { kind: 'all' | 'any'; path: string; parts: readonly Targeting[] }
  | { kind: 'not'; path: string; part: Targeting; mode: 'weak' | 'strong' }
  | { kind: 'in'; path: string; attr: Attribute; values: ReadonlySet<string> }
  | { kind: 'range'; path: string; attr: Attribute; from: number; to: number };
