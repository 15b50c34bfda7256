/** What separation looks at of an ad that has, or wants, a slot. */
export type Seat = {
  /** The ad's advertiser. */
  account: string;
  /** The registered domain that it leads to. */
  domain: string;
  /** Domains whose ads must not stand beside its own, as its advertiser lists them. */
  competitors: readonly string[];
  /** Its node of the product taxonomy (IAB Ad Product 2.0), where one is stated. */
  category: string | undefined;
};

/**
 * Whether an ad may join those that have a slot of this response (603) or stand beside the ads that were shown right above and below it
 * (606). Kept apart are the same domain, the same product category, and competitors, whichever of the two names the other.
 */
export function separationCode(candidate: Seat, seated: readonly Seat[], adjacent: readonly Seat[] = []): 0 | 603 | 606 {
  if (seated.some((seat) => clash(candidate, seat))) return 603;
  return adjacent.some((seat) => clash(candidate, seat)) ? 606 : 0;
}

function clash(a: Seat, b: Seat): boolean {
  if (a.domain === b.domain || (a.category !== undefined && a.category === b.category)) return true;
  return a.competitors.includes(b.domain) || b.competitors.includes(a.domain);
}
