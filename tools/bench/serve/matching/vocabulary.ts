import type { Random } from '@flywheel/primitives';
import { attributes, type Attribute } from '@flywheel/targeting';
import { zipf } from './chance.ts';

/** How often a campaign asks about something, of how many values, and how many it lists at most. */
export type Subject = {
  readonly name: string;
  readonly attr: Attribute;
  /** Share of campaigns that ask. */
  readonly share: number;
  /** Most values a campaign lists. */
  readonly most: number;
  readonly excludes?: true;
  /** Values a viewer holds. */
  readonly held: number;
  readonly draw: (random: Random) => number;
  readonly word: (value: number) => string;
};

const plain = (name: string) => (value: number) => `${name}-${value}`;
const segmentId = (value: number): string => `seg_${String(value).padStart(32, '0')}`;
const pair = (key: number) => (value: number) => `key${key}=value-${value}`;

/** The subjects with a list of values: 17 of the 20 that campaigns ask about; four are keys of one attribute. Sizes follow Zipf. */
export const subjects: readonly Subject[] = [
  { name: 'country', attr: 'country', share: 0.7, most: 3, held: 1, draw: zipf(60, 0.8), word: plain('c') },
  { name: 'language', attr: 'language', share: 0.25, most: 2, held: 1, draw: zipf(20), word: plain('l') },
  { name: 'device', attr: 'device', share: 0.3, most: 2, held: 1, draw: zipf(4, 0.5), word: plain('d') },
  { name: 'os', attr: 'os', share: 0.15, most: 2, held: 1, draw: zipf(6, 0.5), word: plain('o') },
  { name: 'browser', attr: 'browser', share: 0.1, most: 2, held: 1, draw: zipf(6, 0.5), word: plain('b') },
  { name: 'placement', attr: 'placement', share: 0.2, most: 4, held: 1, draw: zipf(10, 0.5), word: plain('p') },
  { name: 'segment', attr: 'segment', share: 0.8, most: 5, held: 30, draw: zipf(2000, 0.65), word: segmentId },
  { name: 'segment excluded', attr: 'segment', share: 0.3, most: 3, excludes: true, held: 0, draw: zipf(2000, 0.65), word: segmentId },
  { name: 'audience', attr: 'audience', share: 0.1, most: 3, held: 3, draw: zipf(300), word: plain('audience') },
  { name: 'tag', attr: 'tag', share: 0.15, most: 6, held: 5, draw: zipf(400), word: plain('tag') },
  { name: 'node', attr: 'node', share: 0.15, most: 4, held: 2, draw: zipf(200), word: plain('iab') },
  { name: 'keyword', attr: 'keyword', share: 0.1, most: 10, held: 6, draw: zipf(1000), word: plain('word') },
  { name: 'creator', attr: 'creator', share: 0.03, most: 9, held: 1, draw: zipf(500), word: plain('creator') },
  ...[1, 2, 3, 4].map((key): Subject => ({
    name: `key ${key}`,
    attr: 'keyvalue',
    share: 0.08,
    most: 4,
    held: 1,
    draw: zipf(20),
    word: pair(key),
  })),
];

/** Ages are asked from one of these to before another; below 18 nobody is asked for. */
export const ageCuts = [18, 25, 35, 45, 55, 65, 131] as const;

/** Share of campaigns that ask for a place, hours, days and ages. */
export const otherShares = { geo: 0.15, hour: 0.2, weekday: 0.1, age: 0.25 } as const;

/** Numbers of the attributes, as the baselines use them. */
export const attributeNumber = new Map(attributes.map((attr, at) => [attr, at]));
