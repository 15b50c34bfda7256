import type { Id } from '@flywheel/primitives';
import { askedValues, parseTargeting, type Targeting } from '@flywheel/targeting';

/** A campaign that names an audience; `excluded`: only to leave its people out. */
export type AudienceUse = { campaign: Id<'cmp'>; name: string; excluded: boolean };

/** Which campaigns name each audience, each campaign once. */
export function audienceUses(
  targetings: ReadonlyArray<{ campaign: Id<'cmp'>; name: string; targeting: unknown }>,
): Map<string, AudienceUse[]> {
  const uses = new Map<string, Map<string, AudienceUse>>();
  for (const { campaign, name, targeting } of targetings) {
    const parsed = parseTargeting(targeting);
    if (parsed.outcome === 'refused') continue;
    const included = new Set(includedValues(parsed.targeting));
    for (const { attr, value } of askedValues(parsed.targeting)) {
      if (attr !== 'audience') continue;
      const ofAudience = uses.get(value) ?? new Map<string, AudienceUse>();
      const before = ofAudience.get(campaign);
      uses.set(value, ofAudience.set(campaign, { campaign, name, excluded: (before?.excluded ?? true) && !included.has(value) }));
    }
  }
  return new Map([...uses].map(([audience, byCampaign]) => [audience, [...byCampaign.values()]]));
}

/** Audiences that are asked for outside any not. */
function includedValues(node: Targeting): string[] {
  switch (node.kind) {
    case 'all':
    case 'any':
      return node.parts.flatMap(includedValues);
    case 'not':
    case 'range':
      return [];
    case 'in':
      return node.attr === 'audience' ? [...node.values] : [];
  }
}
