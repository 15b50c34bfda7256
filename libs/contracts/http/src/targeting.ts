import { z } from 'zod';

/**
 * What an expression may ask about. `segment`, `audience` and `age` need the viewer's consent, `country`, `geo` and `language`
 * a known value, the rest is the context.
 */
export const targetingAttributes = [
  'segment',
  'audience',
  'country',
  'geo',
  'language',
  'device',
  'os',
  'browser',
  'tag',
  'node',
  'keyword',
  'creator',
  'placement',
  'keyvalue',
  'hour',
  'weekday',
  'age',
] as const;

export type TargetingAttribute = (typeof targetingAttributes)[number];

/**
 * One question: is any of `values` among what is known (`in`), does a number lie in [first, second] (`range`, for `hour`, `weekday`
 * and `age`), or is the viewer in one of these places (`geoWithin`, for `geo`: `NL`, `NL-NH` or `NL-NH-Amsterdam`)?
 */
export type TargetingLeaf = { attr: TargetingAttribute; op: 'in' | 'range' | 'geoWithin'; values: (string | number)[] };

/** Targeting as typed data. `weak` NOT lets a missing attribute pass, `strong` NOT never does. `{ all: [] }` is everyone. */
export type TargetingExpression =
  { all: TargetingExpression[] } | { any: TargetingExpression[] } | { not: TargetingExpression; mode: 'weak' | 'strong' } | TargetingLeaf;

const leaf = z.strictObject({
  attr: z.enum(targetingAttributes),
  op: z.enum(['in', 'range', 'geoWithin']),
  values: z
    .array(z.union([z.string().min(1).max(128), z.number().finite()]))
    .min(1)
    .max(2000),
});

/** The wire form of an expression. Depth, sensitive nodes and small audiences are checked at save by the domain, which names the node. */
export const targetingExpression: z.ZodType<TargetingExpression> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(targetingExpression).max(200) }),
    z.strictObject({ any: z.array(targetingExpression).min(1).max(200) }),
    z.strictObject({ not: targetingExpression, mode: z.enum(['weak', 'strong']) }),
    leaf,
  ]),
);
