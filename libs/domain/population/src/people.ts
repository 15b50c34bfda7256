import type { Random } from '@flywheel/primitives';
import { drawNormal, drawOne, drawWhole, WeightedDraw } from './draw.ts';
import { topics, type Topic } from './topics.ts';

/** A synthetic person: where and with what they browse, what they like, what they agreed to. */
export type SyntheticViewer = {
  readonly platformId: string;
  readonly country: string;
  readonly language: string;
  readonly device: 'phone' | 'desktop' | 'tablet';
  readonly purposes: readonly ('analytics' | 'personalisation' | 'ads')[];
  /** Liked themes with weights that sum to 1. */
  readonly tastes: ReadonlyArray<{ topic: Topic; weight: number }>;
  /** Mean visits a day. */
  readonly visitsADay: number;
  /** Local hour with the most visits. */
  readonly favouriteHour: number;
  /** First day of the demo (0-based) on which they may visit. */
  readonly joinsOnDay: number;
};

/** A synthetic creator with one or two themes; `reach` weighs how often their posts are shown. */
export type SyntheticCreator = {
  readonly platformId: string;
  readonly displayName: string;
  readonly country: string;
  readonly topics: readonly Topic[];
  readonly reach: number;
  readonly postsAWeek: number;
};

const countries = new WeightedDraw(
  [
    { country: 'US', language: 'en', weight: 34 },
    { country: 'GB', language: 'en', weight: 14 },
    { country: 'DE', language: 'de', weight: 13 },
    { country: 'FR', language: 'fr', weight: 10 },
    { country: 'BR', language: 'pt', weight: 9 },
    { country: 'IN', language: 'en', weight: 9 },
    { country: 'ES', language: 'es', weight: 6 },
    { country: 'JP', language: 'ja', weight: 5 },
  ],
  (each) => each.weight,
);
const devices = new WeightedDraw([['phone', 62] as const, ['desktop', 30] as const, ['tablet', 8] as const], ([, weight]) => weight);
const firstParts =
  'Amber Cedar Copper Fern Hazel Indigo Juniper Lark Maple North Olive Pebble Quiet River Saffron Slate Tidal Violet Willow Winter'.split(
    ' ',
  );
const lastParts =
  'Atlas Bench Camera Circuit Club Corner Diary Field Garage Kitchen Lab Library Loop Notes Path Pocket Room Session Studio Workshop'.split(
    ' ',
  );

/** Draws `count` people; about one in twelve agrees to nothing but analytics and one in thirty to nothing at all. */
export function drawViewers(count: number, days: number, random: Random): SyntheticViewer[] {
  return Array.from({ length: count }, (_, index) => {
    const home = countries.draw(random);
    return {
      platformId: `demo-viewer-${index + 1}`,
      country: home.country,
      language: home.language,
      device: devices.draw(random)[0],
      purposes: drawPurposes(random),
      tastes: drawTastes(random),
      visitsADay: Math.min(3, Math.exp(-1.7 + 0.8 * drawNormal(random))),
      favouriteHour: drawOne(random, [7, 8, 12, 13, 18, 19, 20, 20, 21, 21, 22]),
      joinsOnDay: random.next() < 0.6 ? 0 : drawWhole(random, 0, Math.floor(days * 0.8)),
    };
  });
}

/** Draws `count` creators; reach falls by rank as 1/rank^0.8 (a Zipf-like site). */
export function drawCreators(count: number, random: Random): SyntheticCreator[] {
  return Array.from({ length: count }, (_, index) => {
    const first = topics[index % topics.length] as Topic;
    const second = drawOne(random, topics);
    return {
      platformId: `demo-creator-${index + 1}`,
      displayName: `${firstParts[index % firstParts.length]} ${lastParts[(index * 7 + Math.floor(index / 20)) % lastParts.length]}`,
      country: countries.draw(random).country,
      topics: second === first || random.next() < 0.5 ? [first] : [first, second],
      reach: 1 / (index + 1) ** 0.8,
      postsAWeek: 1 + random.next() * 3,
    };
  });
}

function drawPurposes(random: Random): SyntheticViewer['purposes'] {
  const luck = random.next();
  if (luck < 1 / 30) return [];
  return luck < 0.12 ? ['analytics'] : ['analytics', 'personalisation', 'ads'];
}

function drawTastes(random: Random): SyntheticViewer['tastes'] {
  const liked = new Map<Topic, number>();
  const wanted = drawWhole(random, 2, 4);
  while (liked.size < wanted) liked.set(drawOne(random, topics), 0.3 + random.next());
  const sum = [...liked.values()].reduce((total, weight) => total + weight, 0);
  return [...liked].map(([topic, weight]) => ({ topic, weight: weight / sum }));
}
