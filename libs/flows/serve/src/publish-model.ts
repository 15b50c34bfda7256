import type { Database } from '@flywheel/database';
import { insertModelVersion, readModel, tryPublisherLock } from '@flywheel/database/models';
import { readLastLongWorkEnd } from '@flywheel/database/following';
import { readDeliveryLines, type DeliveryLine } from '@flywheel/database/serving';
import { utcMinute, type Instant } from '@flywheel/primitives';
import { fitModel, learntEvents, modelDelta, type EventCounts } from '@flywheel/ranking';
import type { Tx } from '@flywheel/runtime';

const minuteMs = 60_000;
const countedBackMs = 30 * 24 * 60 * minuteMs;
// After so many changes a version is published whole again, so that no process has to read a long chain.
const mostChanges = 50n;

/**
 * Publishes what ads are expected to do, from what their beacons counted: at most one process at a time, and only what moved. Call it as
 * often as wanted: it counts whole minutes that are over, once each.
 */
export class PublishModel {
  private readonly database: Database;
  private countedTo: Instant = 0;
  private longWorkEnd: Instant = -1;
  private all = emptyCounts();
  private readonly ads = new Map<number, EventCounts>();
  private readonly placements = new Map<string, EventCounts>();
  private readonly devices = new Map<string, EventCounts>();

  constructor(database: Database) {
    this.database = database;
  }

  /** The version it published; undefined where there was nothing to publish. */
  async run({ now }: { now: Instant }): Promise<bigint | undefined> {
    await this.startOverAfterLongWork();
    const to = utcMinute(now - minuteMs);
    if (to <= this.countedTo) return undefined;
    return this.database.inTransaction(async (tx) => {
      if (!(await tryPublisherLock(tx))) return undefined;
      const from = this.countedTo === 0 ? utcMinute(now - countedBackMs) : this.countedTo;
      const lines = await readDeliveryLines(tx, { from, to });
      const published = lines.length === 0 && this.countedTo !== 0 ? undefined : await this.publish(tx, lines, now);
      this.countedTo = to;
      return published;
    });
  }

  /** Seeding and imports write the past: then everything is counted again. */
  private async startOverAfterLongWork(): Promise<void> {
    const longWorkEnd = await readLastLongWorkEnd(this.database.read);
    if (longWorkEnd === this.longWorkEnd) return;
    this.longWorkEnd = longWorkEnd;
    this.countedTo = 0;
    this.all = emptyCounts();
    for (const counts of [this.ads, this.placements, this.devices]) counts.clear();
  }

  private async publish(tx: Tx, lines: readonly DeliveryLine[], now: Instant): Promise<bigint | undefined> {
    for (const line of lines) this.count(line);
    const { all, ads, placements, devices } = this;
    const next = fitModel({ all, ads, placements, devices });
    const before = await readModel(tx);
    const change = modelDelta(before.model, next);
    if (!change) return undefined;
    const version = before.version + 1n;
    const whole = version % mostChanges === 1n;
    await insertModelVersion(tx, { version, publishedAt: now, basedOn: whole ? undefined : before.version, change: whole ? next : change });
    return version;
  }

  private count(line: DeliveryLine): void {
    const counts = { impressions: line.impressions, events: learntEvents.map((event) => line[event]) };
    this.all = sumOf(this.all, counts);
    this.ads.set(line.adNo, sumOf(this.ads.get(line.adNo), counts));
    this.placements.set(line.placement, sumOf(this.placements.get(line.placement), counts));
    if (line.device !== null) this.devices.set(line.device, sumOf(this.devices.get(line.device), counts));
  }
}

function emptyCounts(): EventCounts {
  return { impressions: 0n, events: learntEvents.map(() => 0n) };
}

function sumOf(a: EventCounts | undefined, b: EventCounts): EventCounts {
  if (!a) return b;
  return { impressions: a.impressions + b.impressions, events: a.events.map((count, at) => count + (b.events[at] ?? 0n)) };
}
