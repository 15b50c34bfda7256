import { attributes } from '../attributes.ts';

/** How many attributes there are. */
export const attributeCount = attributes.length;

/** How many questions about one attribute a conjunction may ask and still be held by bitmaps alone. */
export const layerCount = 3;

/** What a value does to a slot: roles 0 to 2 let it pass in that layer of its attribute, this one rules it out. */
export const excludes = 3;

/** Roles per value. */
export const roleCount = 4;

/** The place of the declared age among the attributes: its values are bands of years. */
export const ageAt = attributes.indexOf('age');

/** The codes of a conjunction. From 0 up: value · 4 + role. Below: `needs` a known attribute, `asks` in a layer, or a span of ages. */
export const codes = {
  value: (value: number, role: number): number => value * roleCount + role,
  needs: (attr: number): number => -1 - attr * roleCount,
  asks: (attr: number, layer: number): number => -2 - attr * roleCount - layer,
  ages: (role: number, from: number, to: number): number => firstAges - (role * years + from) * years - to,
} as const;

/** One more than the oldest age. */
export const years = 131;

/** Codes from here down are spans of ages. */
export const firstAges = -1 - attributeCount * roleCount;

/** The span that a code of ages stands for. */
export function agesOf(code: number): { role: number; from: number; to: number } {
  const packed = firstAges - code;
  const span = packed % (years * years);
  return { role: Math.floor(packed / (years * years)), from: Math.floor(span / years), to: span % years };
}
