import { isNumeric, numericLimits, type Attribute, type NumericAttribute, type TextAttribute } from './attributes.ts';

/**
 * What is known about the viewer and the context. A missing attribute is unknown; an empty list is known to hold nothing.
 * `geo` holds a place with all that it lies in (`geoAncestors`), `keyvalue` texts like `sport=tennis`.
 */
export type Facts = { readonly [A in TextAttribute]?: readonly string[] | undefined } & {
  readonly [A in NumericAttribute]?: number | undefined;
};

/** The number an attribute holds; undefined where it is missing, no whole number or outside the attribute's limits. */
export function numberOf(facts: Facts, attr: NumericAttribute): number | undefined {
  const value = facts[attr];
  const [least, most] = numericLimits[attr];
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}

/** The values an attribute holds as texts; undefined where it is unknown. */
export function textsOf(facts: Facts, attr: Attribute): readonly string[] | undefined {
  if (!isNumeric(attr)) return facts[attr];
  const value = numberOf(facts, attr);
  return value === undefined ? undefined : [String(value)];
}
