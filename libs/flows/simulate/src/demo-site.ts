import {
  drawAdvertisers,
  drawCreators,
  drawPosts,
  drawViewers,
  drawVisits,
  type SyntheticAdvertiser,
  type SyntheticCreator,
  type SyntheticPost,
  type SyntheticViewer,
  type SyntheticVisit,
} from '@flywheel/population';
import { seededRandom, type Instant } from '@flywheel/primitives';

const dayMs = 86_400_000;

/** How large a demo is. */
export type DemoSize = { readonly days: number; readonly viewers: number; readonly creators: number; readonly advertisers: number };

/** The demo that a first start seeds. */
export const usualDemo: DemoSize = { days: 92, viewers: 2200, creators: 64, advertisers: 14 };

/** The synthetic site on its own calendar: day 0 starts at `dayZero`, and the last day is the one that holds `now`. */
export class DemoSite {
  readonly size: DemoSize;
  readonly dayZero: Instant;
  readonly viewers: readonly SyntheticViewer[];
  readonly creators: readonly SyntheticCreator[];
  readonly posts: readonly SyntheticPost[];
  readonly advertisers: readonly SyntheticAdvertiser[];
  private readonly seed: string;

  constructor(size: DemoSize, seed: string, now: Instant) {
    this.size = size;
    this.seed = seed;
    this.dayZero = now - (now % dayMs) - (size.days - 1) * dayMs;
    this.viewers = drawViewers(size.viewers, size.days, seededRandom(`${seed}/viewers`));
    this.creators = drawCreators(size.creators, seededRandom(`${seed}/creators`));
    this.posts = drawPosts(this.creators, size.days, seededRandom(`${seed}/posts`));
    this.advertisers = drawAdvertisers(size.advertisers, size.days, seededRandom(`${seed}/advertisers`));
  }

  startOf(day: number): Instant {
    return this.dayZero + day * dayMs;
  }

  publishedAt(post: SyntheticPost): Instant {
    return this.startOf(post.day) + post.hour * 3_600_000;
  }

  /** The visits of one day, the same for the same seed whatever was drawn before. */
  visitsOf(day: number): SyntheticVisit[] {
    const weekday = new Date(this.startOf(day)).getUTCDay();
    return drawVisits({ viewers: this.viewers, posts: this.posts, day, weekday, random: seededRandom(`${this.seed}/visits/${day}`) });
  }
}
