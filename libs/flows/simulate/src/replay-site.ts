import { setPrivacyRule } from '@flywheel/database/reach';
import { reportProgress, setWorld } from '@flywheel/database/world';
import type { ImportProgress, ImportResult } from '@flywheel/ingest';
import { assert, utcDay, type Instant } from '@flywheel/primitives';
import { endMonths } from './end-months.ts';
import { ReplayAdvertisers } from './replay-advertisers.ts';
import { readReplayResult, type ReplayResult } from './replay-result.ts';
import { replayVisits, siteSpan } from './replay-visits.ts';
import { segmentMinPeople } from './open-stage.ts';
import type { Stage } from './stage.ts';
import { noAds, walkAds } from './walk-ads.ts';

const dayMs = 86_400_000;
const daysBetweenPurchases = 7;
const mostDays = 20_000;

export type ReplayOptions = {
  readonly dir: string;
  readonly seed: string;
  readonly onImport?: (progress: ImportProgress) => void;
  readonly onDay?: (progress: { done: number; total: number; day: string }) => void;
};

/**
 * Replays a real site: imports its dump, opens advertisers, and walks its days. Each engagement by a known person is a visit that asks
 * for ads in the context of that post; interests are learnt day by day, so an ad is never decided with tomorrow's knowledge.
 */
export class ReplaySite {
  private readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  async run(options: ReplayOptions): Promise<ReplayResult> {
    const { stage } = this;
    const imported = await this.importDump(options);
    const span = await siteSpan(stage.database.read);
    assert(span, 'an imported site has at least one engagement');
    const [first, end] = [startOfDay(span.first), startOfDay(span.last) + dayMs];
    assert(end - first <= mostDays * dayMs, 'a site is at most 20,000 days old');
    const advertisers = new ReplayAdvertisers(stage);
    await advertisers.open(first);
    const ads = noAds();
    for (let from = first, day = 0; from < end; from += dayMs, day += 1) {
      const progress = { done: day, total: (end - first) / dayMs, day: utcDay(from) };
      options.onDay?.(progress);
      await this.tell(progress);
      await stage.measureReach.run({ now: from });
      await stage.serving.refresh(from);
      await walkAds(stage, await replayVisits(stage.database.read, { from, to: from + dayMs }), options.seed, ads);
      await stage.learning.learnSpan({ from, to: from + dayMs });
      await stage.sealBuckets.run({ now: from + dayMs });
      await endMonths(stage, { from, to: from + dayMs });
      if (day % daysBetweenPurchases === daysBetweenPurchases - 1) await advertisers.buyInterests(from + dayMs);
    }
    await this.endLastMonth(end);
    await stage.database.settleOnDisk();
    const result = await readReplayResult(stage, { imported, ads, seed: options.seed, first, end });
    await this.tell({ done: 1, total: 1, day: utcDay(end) });
    return result;
  }

  /** Programs on this database hold their jobs meanwhile: minutes of today, sealed, would close the past that is still to come. */
  private async tell({ done, total, day }: { done: number; total: number; day: string }): Promise<void> {
    const { read, clock } = this.stage.database;
    await reportProgress(read, { name: 'seeding', done, total, note: day, now: clock.now() });
  }

  private async importDump(options: ReplayOptions): Promise<ImportResult> {
    const { database, importer } = this.stage;
    const now = database.clock.now();
    await setPrivacyRule(database.read, { segmentLeast: segmentMinPeople });
    await database.inTransaction((tx) => setWorld(tx, { name: 'replay', markedDemo: true, seed: options.seed, now }));
    return importer.run({
      dir: options.dir,
      acceptedAt: now,
      knownSinceStart: true,
      ...(options.onImport ? { onProgress: options.onImport } : {}),
    });
  }

  /** The first minutes after the last day: what is left of it is sealed and its month closed. */
  private async endLastMonth(end: Instant): Promise<void> {
    const to = end + 60_000;
    await this.stage.serving.close(end);
    await this.stage.sealBuckets.run({ now: to });
    await endMonths(this.stage, { from: end - dayMs, to });
  }
}

function startOfDay(at: Instant): Instant {
  return at - (((at % dayMs) + dayMs) % dayMs);
}
