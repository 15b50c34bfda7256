/** A share in hundredths of a percent: 10,000 is the whole. */
export type BasisPoints = number;

/** What creators get of what is charged on their content. A rule is dated and never changes charges made before it. */
export type ShareRule = { version: number; shareBps: BasisPoints };

/** The first rule: 55 % of a charge goes to the creator on whose content the ad stood. */
export const firstShareRule: ShareRule = { version: 1, shareBps: 5500 };

const rules: readonly ShareRule[] = [firstShareRule];

/** The rule of that version. Refuses an unknown one: a charge names the rule it was made under. */
export function shareRule(version: number): ShareRule {
  const rule = rules.find((each) => each.version === version);
  if (!rule) throw new RangeError(`no share rule ${version}`);
  return rule;
}

/** The rule in a sentence for the person it pays. */
export function shareFormula({ shareBps }: ShareRule): string {
  return `${shareBps / 100} % of what is charged on the creator’s content, rounded down once a campaign and minute`;
}
