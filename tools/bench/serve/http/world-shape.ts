import type { DecisionRequest } from '@flywheel/http/decisions';
import type { Random } from '@flywheel/primitives';
import type { Expression } from '@flywheel/targeting';

/** How large the world around the campaigns is. */
export const worldSize = { viewers: 2000, segments: 400, contents: 1000 } as const;

const countries = ['US', 'IN', 'BR', 'DE', 'GB', 'FR', 'ID', 'MX', 'JP', 'NL', 'IT', 'ES', 'TR', 'PL', 'CA', 'AU', 'SE', 'BE', 'CH', 'AT'];
const languages = ['en', 'es', 'pt', 'de', 'fr', 'hi', 'ja', 'nl', 'it', 'tr'];
const devices = ['phone', 'tablet', 'desktop', 'tv'] as const;

type Asked = 'segment' | 'country' | 'language' | 'device' | 'keyvalue';

/** About four questions an ad set: segments any-of by popularity, exclusions, country, language, device, hours, key-values. */
export function targetingOf(random: Random): Expression {
  const chance = (share: number): boolean => random.next() < share;
  const ask = (attr: Asked, most: number, value: () => string): Expression => ({ attr, op: 'in', values: several(most, random, value) });
  const segment = (): string => `bench:${popular(worldSize.segments, random)}`;
  const country = (): string => countries[popular(countries.length, random)] ?? 'US';
  const all: Expression[] = [];
  if (chance(0.95)) all.push(ask('segment', 3, segment));
  if (chance(0.3)) all.push({ not: ask('segment', 2, segment), mode: 'weak' });
  if (chance(0.8)) all.push(ask('country', 2, country));
  if (chance(0.4)) all.push(ask('language', 2, () => languages[popular(languages.length, random)] ?? 'en'));
  if (chance(0.4)) all.push(ask('device', 2, () => devices[whole(devices.length, random)] ?? 'phone'));
  if (chance(0.2)) all.push({ attr: 'hour', op: 'range', values: [whole(24, random), whole(24, random)] });
  if (chance(0.45)) all.push(ask('keyvalue', 3, () => `topic=${popular(30, random)}`));
  if (chance(0.2)) all.push({ not: ask('country', 1, country), mode: 'weak' });
  return { all };
}

/** Log-normal bids around $2 per 1,000 or $0.40 a click (σ = 0.8). */
export function bidOf(random: Random): { billingEvent: 'impression' | 'viewable' | 'click'; bidMicros: bigint } {
  const billingEvent = (['impression', 'viewable', 'click'] as const)[whole(3, random)] ?? 'impression';
  const factor = Math.exp(0.8 * normal(random));
  if (billingEvent === 'click') return { billingEvent, bidMicros: BigInt(Math.max(1000, Math.round(400_000 * factor))) };
  return { billingEvent, bidMicros: BigInt(Math.max(150, Math.round(2000 * factor))) * 1000n };
}

/** A request of one of the viewers for four slots of one placement, about 1.4 KB with what a platform sends along. */
export function bodyOf(random: Random): DecisionRequest {
  return {
    viewer: `viewer-${whole(worldSize.viewers, random)}`,
    placements: [{ id: 'feed', format: 'native_post', slots: 4 }],
    context: {
      content: `content-${whole(worldSize.contents, random)}`,
      device: devices[whole(devices.length, random)] ?? 'phone',
      country: countries[popular(countries.length, random)] ?? 'US',
      language: languages[popular(languages.length, random)] ?? 'en',
      keyValues: Object.fromEntries([['topic', String(popular(30, random))]]),
    },
  };
}

function several(most: number, random: Random, make: () => string): string[] {
  return [...new Set(Array.from({ length: 1 + whole(most, random) }, make))];
}

/** Small numbers more often: the square of an even draw, a Zipf-like fall. */
function popular(below: number, random: Random): number {
  return Math.floor(random.next() ** 2 * below);
}

function whole(below: number, random: Random): number {
  return Math.floor(random.next() * below);
}

/** Box and Muller, 1958. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
