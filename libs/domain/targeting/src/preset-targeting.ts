import { attributes, isNumeric, type Attribute } from './attributes.ts';
import type { Expression, Leaf } from './expression.ts';

/** Kinds of interest of which one is enough: the primary types of the preset. */
export const primaryAttributes = ['segment', 'audience', 'tag', 'node', 'keyword', 'creator'] as const satisfies readonly Attribute[];

/** What was chosen by attribute; of `age` (and of `hour` or `weekday` as two numbers of a range) see `ranges`. */
export type PresetChoices = {
  wanted: { readonly [A in Attribute]?: readonly (string | number)[] };
  ranges?: {
    readonly hour?: readonly [number, number];
    readonly weekday?: readonly [number, number];
    readonly age?: readonly [number, number];
  };
  excluded?: { readonly [A in Attribute]?: readonly (string | number)[] };
};

/**
 * The expression of a simple form, combined as X's ads pages document it: values of one type are alternatives, the primary
 * types are alternatives of each other, everything else must hold as well; exclusions are weak. Nothing chosen is everyone.
 */
export function presetTargeting({ wanted, ranges = {}, excluded = {} }: PresetChoices): Expression {
  const isPrimary = (attr: Attribute): boolean => primaryAttributes.some((each) => each === attr);
  const asked = leavesOf(wanted);
  const primary = asked.filter(({ attr }) => isPrimary(attr));
  const others = asked.filter(({ attr }) => !isPrimary(attr));
  const spans = attributes.flatMap((attr): Leaf[] => {
    const range = isNumeric(attr) ? ranges[attr] : undefined;
    return range ? [{ attr, op: 'range', values: [...range] }] : [];
  });
  const exclusions = leavesOf(excluded).map((not): Expression => ({ not, mode: 'weak' }));
  const union: Expression[] = primary.length > 1 ? [{ any: primary }] : primary;
  return { all: [...union, ...others, ...spans, ...exclusions] };
}

function leavesOf(chosen: PresetChoices['wanted']): Leaf[] {
  return attributes.flatMap((attr): Leaf[] => {
    const values = chosen[attr] ?? [];
    return values.length === 0 ? [] : [{ attr, op: attr === 'geo' ? 'geoWithin' : 'in', values: [...values] }];
  });
}
