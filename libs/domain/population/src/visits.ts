import type { Random } from '@flywheel/primitives';
import { drawNormal, drawWhole, WeightedDraw } from './draw.ts';
import type { SyntheticViewer } from './people.ts';
import type { SyntheticPost } from './posts.ts';

/** What a person does with one post of a visit; `dwellMs` is how long they stayed. */
export type SyntheticAction = {
  readonly kind: 'view' | 'complete' | 'rewatch' | 'skip' | 'like' | 'comment' | 'save' | 'share' | 'follow' | 'hide';
  readonly afterMs: number;
  readonly dwellMs?: number;
};

/** One post seen in a visit, `atMs` after midnight UTC of the day. */
export type SyntheticSighting = { readonly post: SyntheticPost; readonly atMs: number; readonly actions: readonly SyntheticAction[] };

/** One person's stay on one day. */
export type SyntheticVisit = { readonly viewer: SyntheticViewer; readonly sightings: readonly SyntheticSighting[] };

const shelfLifeDays = 21;
const hourMs = 3_600_000;
const weekdayFactor = [1.15, 0.92, 0.94, 0.96, 0.98, 1.05, 1.2];

/** Draws the visits of one day. `weekday` is 0 for Sunday; posts not yet published are never shown. */
export function drawVisits(options: {
  viewers: readonly SyntheticViewer[];
  posts: readonly SyntheticPost[];
  day: number;
  weekday: number;
  random: Random;
}): SyntheticVisit[] {
  const { viewers, posts, day, weekday, random } = options;
  const shelf = posts.filter((post) => post.day < day && post.day >= day - shelfLifeDays);
  if (shelf.length === 0) return [];
  const shelves = shelvesByTag(shelf, day);
  const anything = new WeightedDraw(shelf, (post) => weightOf(post, day));
  return viewers.flatMap((viewer) => {
    const expected = viewer.visitsADay * (weekdayFactor[weekday] ?? 1);
    if (viewer.joinsOnDay > day || random.next() > 1 - Math.exp(-expected)) return [];
    return [{ viewer, sightings: drawSightings(viewer, shelves, anything, random) }];
  });
}

function shelvesByTag(shelf: readonly SyntheticPost[], day: number): ReadonlyMap<string, WeightedDraw<SyntheticPost>> {
  const byTag = new Map<string, SyntheticPost[]>();
  for (const post of shelf) {
    const tag = post.tags[0] ?? '';
    byTag.set(tag, [...(byTag.get(tag) ?? []), post]);
  }
  return new Map([...byTag].map(([tag, posts]) => [tag, new WeightedDraw(posts, (post) => weightOf(post, day))]));
}

function weightOf(post: SyntheticPost, day: number): number {
  return post.creator.reach * post.appeal * 0.85 ** (day - post.day);
}

function drawSightings(
  viewer: SyntheticViewer,
  shelves: ReadonlyMap<string, WeightedDraw<SyntheticPost>>,
  anything: WeightedDraw<SyntheticPost>,
  random: Random,
): SyntheticSighting[] {
  const sightings: SyntheticSighting[] = [];
  const length = drawWhole(random, 1, 4);
  const taste = new WeightedDraw(viewer.tastes, (each) => each.weight);
  let atMs = Math.min(23.4, Math.max(0, viewer.favouriteHour + 2 * drawNormal(random))) * hourMs;
  for (let seen = 0; seen < length; seen += 1) {
    const wanted = random.next() < 0.7 ? shelves.get(taste.draw(random).topic.tags[0] ?? '') : undefined;
    const post = (wanted ?? anything).draw(random);
    const actions = drawActions(viewer, post, random);
    sightings.push({ post, atMs: Math.trunc(atMs), actions });
    atMs += actions.reduce((stay, action) => Math.max(stay, action.afterMs), 0) + 2000;
  }
  return sightings;
}

/** The chain look → stay → like → share → follow; each step needs the one before it and is likelier for a liked theme. */
function drawActions(viewer: SyntheticViewer, post: SyntheticPost, random: Random): SyntheticAction[] {
  const liking = viewer.tastes.some(({ topic }) => post.tags.some((tag) => topic.tags.includes(tag))) ? post.appeal : 0.25 * post.appeal;
  if (random.next() > 0.35 + 0.5 * Math.min(1, liking)) {
    const rejected = random.next() < 0.02 ? [{ kind: 'hide' as const, afterMs: 1900 }] : [];
    return [{ kind: 'skip', afterMs: 1500, dwellMs: drawWhole(random, 300, 1900) }, ...rejected];
  }
  const share = Math.min(1, 0.3 + random.next() * 0.9);
  const dwellMs = Math.trunc(post.durationMs * share);
  const actions: SyntheticAction[] = [{ kind: share >= 0.98 ? 'complete' : 'view', afterMs: dwellMs, dwellMs }];
  const also = (kind: SyntheticAction['kind'], chance: number): boolean => {
    const happens = random.next() < chance * Math.min(2, liking);
    if (happens) actions.push({ kind, afterMs: dwellMs + 1000 + actions.length * 500 });
    return happens;
  };
  also('rewatch', 0.03);
  if (also('like', 0.16)) {
    also('save', 0.12);
    also('share', 0.1);
    also('follow', 0.08);
  }
  also('comment', 0.03);
  return actions;
}
