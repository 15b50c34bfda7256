import { setPrivacyRule } from '@flywheel/database/reach';
import { readWorld, reportProgress, setWorld } from '@flywheel/database/world';
import type { SyntheticViewer } from '@flywheel/population';
import type { Instant } from '@flywheel/primitives';
import { addDemoPeople, writeDemoKey } from './demo-people.ts';
import { adVisitsOf } from './demo-visits.ts';
import { DemoAdvertisers } from './demo-advertisers.ts';
import { eventsOfVisits } from './demo-events.ts';
import { DemoSite, type DemoSize } from './demo-site.ts';
import { endMonths } from './end-months.ts';
import { segmentMinPeople } from './open-stage.ts';
import type { Stage } from './stage.ts';
import { noAds, walkAds, type AdTally } from './walk-ads.ts';

const itemsACall = 1000;
const eventsACall = 20_000;

export type SeedOptions = {
  readonly size: DemoSize;
  readonly seed: string;
  /** The last day of the demo is the one that holds this moment. */
  readonly now: Instant;
  readonly dataDir: string;
  readonly onProgress?: (progress: { done: number; total: number; note: string }) => void;
};

export type SeedAnswer =
  { readonly outcome: 'seeded'; readonly ads: AdTally; readonly events: number } | { readonly outcome: 'seeded-before' };

/**
 * Fills an empty demo world with a site's recent past, day by day, through the flows that live traffic uses: people and content, ads
 * decided and charged, events accepted and learnt from, minutes sealed, months closed, profit reinvested. Nothing is inserted into a
 * report. A demo that was seeded is left alone; one that was interrupted must be dropped and made anew (the caller's part).
 */
export class SeedDemo {
  private readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  async run(options: SeedOptions): Promise<SeedAnswer> {
    const { database } = this.stage;
    if ((await readWorld(database.read))?.seed) return { outcome: 'seeded-before' };
    await setPrivacyRule(database.read, { segmentLeast: segmentMinPeople });
    const site = new DemoSite(options.size, options.seed, options.now);
    const tell = this.teller(options, site.size.days + 1);
    await tell(0, 'people and creators');
    await this.addPeople(site);
    const advertisers = new DemoAdvertisers(this.stage, site);
    await advertisers.open(site.dayZero);
    const ads = noAds();
    let events = 0;
    for (let day = 0; day < site.size.days; day += 1) {
      await tell(day + 1, `day ${day + 1} of ${site.size.days}`);
      events += await this.live(site, advertisers, { day, now: options.now, seed: options.seed, ads });
    }
    await this.stage.serving.close(options.now);
    const owners = { account: advertisers.first(), creator: await this.firstCreator(site) };
    await addDemoPeople(database, owners, options.now);
    await writeDemoKey(database, options.dataDir, options.now);
    await database.settleOnDisk();
    await database.inTransaction((tx) => setWorld(tx, { name: 'demo', markedDemo: true, seed: options.seed, now: options.now }));
    await tell(site.size.days + 1, 'done');
    return { outcome: 'seeded', ads, events };
  }

  /** One day: new posts, campaigns that start, visits with their ads, what people did, what was learnt from it, the books of the day. */
  private async live(
    site: DemoSite,
    advertisers: DemoAdvertisers,
    at: { day: number; now: Instant; seed: string; ads: AdTally },
  ): Promise<number> {
    const { stage } = this;
    const start = site.startOf(at.day);
    const end = Math.min(site.startOf(at.day + 1), at.now);
    await this.publish(site, at.day);
    await stage.measureReach.run({ now: start });
    await advertisers.start(at.day, start);
    const visits = site.visitsOf(at.day);
    await stage.serving.refresh(start);
    await walkAds(stage, adVisitsOf(visits, start, end), at.seed, at.ads);
    const events = eventsOfVisits(visits, start, end);
    for (let from = 0; from < events.length; from += eventsACall) {
      await stage.accept.run({ events: events.slice(from, from + eventsACall), source: 'demo', acceptedAt: end - 1000, history: true });
    }
    if (isLearningDay(at.day, site.size.days)) await stage.learning.learn(end);
    if (isReviewDay(at.day, site.size.days)) {
      await stage.learning.review(end);
      // Tables grow from nothing within seconds; autovacuum would tell the planner of it only minutes later.
      const isLast = at.day === site.size.days - 1;
      await stage.database.reports.query(isLast ? 'ANALYZE' : 'ANALYZE identity, membership, affinity, content');
    }
    await stage.sealBuckets.run({ now: end });
    await endMonths(stage, { from: start, to: end });
    return events.length;
  }

  private async addPeople(site: DemoSite): Promise<void> {
    const acceptedAt = site.dayZero;
    const joinedAt = (viewer: SyntheticViewer): string => new Date(site.startOf(viewer.joinsOnDay)).toISOString();
    await inCalls(site.viewers, (viewers) =>
      this.stage.viewers.run({
        items: viewers.map((viewer) => ({
          id: viewer.platformId,
          purposes: [...viewer.purposes],
          country: viewer.country,
          language: viewer.language,
          joinedAt: joinedAt(viewer),
        })),
        acceptedAt,
      }),
    );
    await inCalls(site.creators, (creators) =>
      this.stage.creators.run({
        items: creators.map(({ platformId, displayName, country }) => ({
          id: platformId,
          name: displayName,
          country,
          joinedAt: new Date(acceptedAt).toISOString(),
        })),
        acceptedAt,
      }),
    );
  }

  private async publish(site: DemoSite, day: number): Promise<void> {
    const posts = site.posts.filter((post) => post.day === day || (day === 0 && post.day < 0));
    await inCalls(posts, (some) =>
      this.stage.contents.run({
        items: some.map((post) => ({
          id: post.platformId,
          creator: post.creator.platformId,
          kind: post.kind,
          title: post.title,
          tags: [...post.tags],
          language: 'en',
          publishedAt: new Date(site.publishedAt(post)).toISOString(),
        })),
        acceptedAt: site.startOf(day),
      }),
    );
  }

  private async firstCreator(site: DemoSite): Promise<string> {
    const { rows } = await this.stage.database.read.query<{ id: string }>(
      "SELECT wire_id('crt', creator_id) AS id FROM creator WHERE platform_id = $1",
      [site.creators[0]?.platformId],
    );
    return rows[0]?.id ?? '';
  }

  private teller(options: SeedOptions, total: number): (done: number, note: string) => Promise<void> {
    const { database } = this.stage;
    return async (done, note) => {
      options.onProgress?.({ done, total, note });
      await reportProgress(database.read, { name: 'seeding', done, total, note, now: options.now });
    };
  }
}

/** A live world learns within a second; the demo's past learns every third day while segments form, then weekly, and daily at its end. */
function isLearningDay(day: number, days: number): boolean {
  return (day < 15 && day % 3 === 2) || day % 7 === 2 || day >= days - 3;
}

/** A live world reviews everybody all the time; the demo's past a few times while segments form, then monthly, and on its last day. */
function isReviewDay(day: number, days: number): boolean {
  return (day < 15 && day % 6 === 2) || day % 30 === 14 || day === days - 1;
}

async function inCalls<T>(items: readonly T[], call: (some: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += itemsACall) await call(items.slice(from, from + itemsACall));
}
