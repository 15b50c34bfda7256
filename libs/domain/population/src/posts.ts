import type { Random } from '@flywheel/primitives';
import { drawOne, drawWhole } from './draw.ts';
import type { SyntheticCreator } from './people.ts';

/** A synthetic post: published at `day` (0-based, negative before the demo starts) and `hour` of it. */
export type SyntheticPost = {
  readonly platformId: string;
  readonly creator: SyntheticCreator;
  readonly kind: 'article' | 'video';
  readonly title: string;
  readonly tags: readonly string[];
  readonly day: number;
  readonly hour: number;
  /** Length of a video or expected reading time. */
  readonly durationMs: number;
  /** How much better than usual it is liked: 1 is usual. */
  readonly appeal: number;
};

const openings = [
  'How I approach',
  'Notes on',
  'A beginner asks about',
  'What nobody says about',
  'Five minutes of',
  'Again:',
  'Field report:',
  'Let us try',
];

/** One post in so many has no tags: their creators forgot them. */
const untaggedEvery = 19;

/** Draws the posts of all creators from two weeks before the demo's first day to its last, in order of publication. */
export function drawPosts(creators: readonly SyntheticCreator[], days: number, random: Random): SyntheticPost[] {
  const posts: SyntheticPost[] = [];
  for (const creator of creators) {
    for (let day = -14; day < days; day += 1) {
      if (random.next() < creator.postsAWeek / 7) posts.push(drawPost(creator, day, posts.length, random));
    }
  }
  return posts.sort((a, b) => a.day - b.day || a.hour - b.hour || (a.platformId < b.platformId ? -1 : 1));
}

function drawPost(creator: SyntheticCreator, day: number, serial: number, random: Random): SyntheticPost {
  const topic = drawOne(random, creator.topics);
  const tags = topic.tags.filter((_, index) => index === 0 || random.next() < 0.6);
  const forgotten = serial % untaggedEvery === untaggedEvery - 1;
  return {
    platformId: `demo-post-${serial + 1}`,
    creator,
    kind: random.next() < 0.45 ? 'video' : 'article',
    title: `${drawOne(random, openings)} ${drawOne(random, topic.subjects)}`,
    tags: forgotten ? [] : tags,
    day,
    hour: drawWhole(random, 6, 21),
    durationMs: drawWhole(random, 20, 240) * 1000,
    appeal: Math.exp((random.next() - 0.5) * 1.4),
  };
}
