/** What a targeting expression may ask about, in the order in which the index looks at it. */
export const attributes = [
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

/** One of the attributes that may be asked about. */
export type Attribute = (typeof attributes)[number];

/** Attributes whose value is one whole number; both limits belong to them. `weekday` counts 1 (Monday) to 7, `age` is the declared one. */
export const numericLimits = { hour: [0, 23], weekday: [1, 7], age: [0, 130] } as const;

/** An attribute with one whole number as its value. */
export type NumericAttribute = keyof typeof numericLimits;

/** An attribute that holds any number of texts. */
export type TextAttribute = Exclude<Attribute, NumericAttribute>;

/** Whether this attribute holds one whole number. */
export function isNumeric(attr: Attribute): attr is NumericAttribute {
  return attr in numericLimits;
}
