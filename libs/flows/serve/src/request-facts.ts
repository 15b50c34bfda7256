import type { DecisionRequest } from '@flywheel/http/decisions';
import type { Instant } from '@flywheel/primitives';
import { geoAncestors, type Facts } from '@flywheel/targeting';

type Context = NonNullable<DecisionRequest['context']>;

const hourMs = 3_600_000;

/** What a request says of its context, as facts: no person. Hours and days are those of UTC. */
export function contextFacts(context: Context | undefined, now: Instant): Facts {
  const hours = Math.floor(now / hourMs);
  // 1 January 1970 was a Thursday.
  const time = { hour: hours % 24, weekday: ((Math.floor(hours / 24) + 3) % 7) + 1 };
  if (context === undefined) return time;
  const { country, language, device, os, browser, keywords, keyValues } = context;
  return {
    ...(country !== undefined && { country: [country], geo: geoAncestors(placeCode(country, context)) }),
    ...(language !== undefined && { language: [language] }),
    ...(device !== undefined && { device: [device] }),
    ...(os !== undefined && { os: [os] }),
    ...(browser !== undefined && { browser: [browser] }),
    ...(keywords !== undefined && { keyword: keywords }),
    ...(keyValues !== undefined && { keyvalue: Object.entries(keyValues).map(([key, value]) => `${key}=${value}`) }),
    ...time,
  };
}

/** `NL`, `NL-NH`, `NL-NH-Amsterdam`: as far as it is known, each part only below the one before. */
function placeCode(country: string, { region, city }: Context): string {
  if (region === undefined) return country;
  return city === undefined ? `${country}-${region}` : `${country}-${region}-${city}`;
}
