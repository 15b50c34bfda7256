import type { Database } from '@flywheel/database';
import {
  readAdDelivery,
  readConfigVersion,
  readContentChanges,
  readErasures,
  readLastLongWorkEnd,
  readPlacements,
  readSegments,
  readServingAds,
  readViewerChanges,
} from '@flywheel/database/serving';
import { utcMinute, type Id, type Instant } from '@flywheel/primitives';
import type { DeliveryCounts } from '@flywheel/ranking';
import { linearIndex } from '@flywheel/targeting';
import { compileAds } from './compile-ads.ts';
import type { ServingMemory } from './serving-memory.ts';

const minuteMs = 60_000;
const countedBackMs = 30 * 24 * 60 * minuteMs;
// Counts, segment sizes and dates move without a change of configuration.
const rebuildAfterMs = 30_000;
// A transaction that began earlier may commit later than what was read last.
const overlapMs = 10_000;

/**
 * Keeps the memory of a deciding process fresh: call it every 500 ms or less (in a simulation: whenever the past moved on).
 * Reads only what changed; builds a new snapshot beside the old one and swaps it.
 */
export class RefreshIndex {
  private readonly database: Database;
  private readonly memory: ServingMemory;
  private running: Promise<void> | undefined;
  private builtAt: Instant = 0;
  private countedTo: Instant = 0;
  private longWorkEnd: Instant = -1;
  private readonly watermark = { viewers: 0, erasures: 0, contents: 0 };
  private readonly counts = new Map<Id<'ad'>, DeliveryCounts>();

  constructor(database: Database, memory: ServingMemory) {
    this.database = database;
    this.memory = memory;
  }

  /** Two calls at once share one refresh. */
  async run({ now }: { now: Instant }): Promise<void> {
    this.running ??= this.refresh(now).finally(() => (this.running = undefined));
    return this.running;
  }

  private async refresh(now: Instant): Promise<void> {
    await this.startOverAfterLongWork();
    const version = await readConfigVersion(this.database.read);
    const old = this.memory.snapshot;
    if (!old || old.configVersion !== version || Math.abs(now - this.builtAt) >= rebuildAfterMs) await this.rebuild(version, now);
    await this.followPeople();
  }

  /** Seeding and imports write the past: then everything that is followed by time is read again. */
  private async startOverAfterLongWork(): Promise<void> {
    const longWorkEnd = await readLastLongWorkEnd(this.database.read);
    if (longWorkEnd === this.longWorkEnd) return;
    this.longWorkEnd = longWorkEnd;
    this.builtAt = 0;
    this.countedTo = 0;
    this.counts.clear();
    Object.assign(this.watermark, { viewers: 0, erasures: 0, contents: 0 });
  }

  private async rebuild(configVersion: bigint, now: Instant): Promise<void> {
    await this.countDelivery(now);
    const tx = this.database.read;
    const [rows, placements, segments] = await Promise.all([readServingAds(tx, now), readPlacements(tx), readSegments(tx)]);
    const ads = compileAds(rows, segments, { byAd: this.counts, all: sumOf(this.counts.values()) });
    this.memory.snapshot = {
      configVersion,
      modelVersion: `rates-1@${this.countedTo}`,
      ads,
      index: linearIndex(ads.map((item) => ({ targeting: item.targeting, item }))),
      placements: new Map(placements.map((row) => [row.placement, row])),
      segments: new Map(segments.map((row) => [row.segment, row])),
    };
    this.builtAt = now;
  }

  /** Whole minutes only, and none that may still be written to. */
  private async countDelivery(now: Instant): Promise<void> {
    const from = this.countedTo === 0 ? utcMinute(now - countedBackMs) : this.countedTo;
    const to = utcMinute(now - minuteMs);
    if (to <= from) return;
    for (const { ad, impressions, viewables, clicks } of await readAdDelivery(this.database.read, { from, to })) {
      const before = this.counts.get(ad) ?? { impressions: 0n, viewables: 0n, clicks: 0n };
      this.counts.set(ad, sumOf([before, { impressions, viewables, clicks }]));
    }
    this.countedTo = to;
  }

  private async followPeople(): Promise<void> {
    const tx = this.database.read;
    const [viewers, erasures, contents] = await Promise.all([
      readViewerChanges(tx, this.watermark.viewers - overlapMs),
      readErasures(tx, this.watermark.erasures - overlapMs),
      readContentChanges(tx, this.watermark.contents - overlapMs),
    ]);
    for (const row of viewers) this.memory.people.putViewer(row);
    for (const row of contents) this.memory.people.putContent(row);
    for (const row of erasures) this.memory.people.forget(row.viewer);
    this.watermark.viewers = latest(viewers, this.watermark.viewers);
    this.watermark.erasures = latest(erasures, this.watermark.erasures);
    this.watermark.contents = latest(contents, this.watermark.contents);
  }
}

function latest(rows: ReadonlyArray<{ changedAt: Instant }>, before: Instant): Instant {
  return rows.reduce((last, row) => Math.max(last, row.changedAt), before);
}

function sumOf(counts: Iterable<DeliveryCounts>): DeliveryCounts {
  const sum = { impressions: 0n, viewables: 0n, clicks: 0n };
  for (const each of counts) {
    sum.impressions += each.impressions;
    sum.viewables += each.viewables;
    sum.clicks += each.clicks;
  }
  return sum;
}
