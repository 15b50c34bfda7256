/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** The one source of "now". The api reads the database's clock, the demo and tests a simulated one. */
export type Clock = { now(): Instant };

/** The UTC calendar day of a moment as `YYYY-MM-DD`. */
export function utcDay(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The start of the UTC minute that holds `at`: a charge's bucket. */
export function utcMinute(at: Instant): Instant {
  return at - (((at % 60_000) + 60_000) % 60_000);
}
