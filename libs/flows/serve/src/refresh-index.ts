import type { Database } from '@flywheel/database';
import { readModel } from '@flywheel/database/models';
import { readContentChanges, readErasures, readLastLongWorkEnd, readViewerChanges } from '@flywheel/database/serving';
import type { Instant } from '@flywheel/primitives';
import { shadeAd } from './apply-pacing.ts';
import { FollowAudiences } from './follow-audiences.ts';
import { followConfiguration } from './follow-configuration.ts';
import { followModel } from './follow-model.ts';
import { loadSnapshot } from './load-snapshot.ts';
import type { PublishModel } from './publish-model.ts';
import type { ServingMemory } from './serving-memory.ts';
import type { Snapshot } from './snapshot.ts';

/** Makes a snapshot ready to be decided from, before it is swapped in; `moved`: only these of its ads are new to it. */
export type Prepare = (snapshot: Snapshot, now: Instant, moved?: readonly number[]) => Promise<void>;

// A transaction that began earlier may commit later than what was read last.
const overlapMs = 10_000;
const fullOverlay = 0.5;

/**
 * Keeps the memory of a deciding process fresh: call it every 250 ms (in a simulation: whenever the past moved on). Reads only what
 * changed and applies it in place; rebuilds beside the old snapshot and swaps where that is the better way.
 */
export class RefreshIndex {
  private readonly database: Database;
  private readonly memory: ServingMemory;
  private readonly publishModel: PublishModel;
  private readonly prepare: Prepare;
  private readonly followAudiences: FollowAudiences;
  private running: Promise<void> | undefined;
  private builds = 0;
  private longWorkEnd: Instant = -1;
  private readonly watermark = { viewers: 0, erasures: 0, contents: 0 };

  constructor(database: Database, memory: ServingMemory, publishModel: PublishModel, prepare: Prepare) {
    this.database = database;
    this.memory = memory;
    this.publishModel = publishModel;
    this.prepare = prepare;
    this.followAudiences = new FollowAudiences(database, memory);
  }

  /** Two calls at once share one refresh. */
  async run({ now }: { now: Instant }): Promise<void> {
    this.running ??= this.refresh(now).finally(() => (this.running = undefined));
    return this.running;
  }

  private async refresh(now: Instant): Promise<void> {
    await this.startOverAfterLongWork();
    await this.publishModel.run({ now });
    await this.followConfiguration(now);
    await followModel(this.database, this.memory);
    await this.followAudiences.run();
    await this.followPeople();
  }

  /** Seeding and imports write the past: then everything that is followed by time is read again. */
  private async startOverAfterLongWork(): Promise<void> {
    const longWorkEnd = await readLastLongWorkEnd(this.database.read);
    if (longWorkEnd === this.longWorkEnd) return;
    this.longWorkEnd = longWorkEnd;
    this.publishModel.startOver();
    Object.assign(this.watermark, { viewers: 0, erasures: 0, contents: 0 });
  }

  private async followConfiguration(now: Instant): Promise<void> {
    const { snapshot } = this.memory;
    if (!snapshot) return this.rebuild(now);
    const followed = await followConfiguration(this.database, snapshot, this.memory);
    if (followed.outcome === 'too-much' || snapshot.index.overlay() > fullOverlay) return this.rebuild(now);
    if (followed.outcome === 'followed') await this.prepare(snapshot, now, followed.adNos);
  }

  private async rebuild(now: Instant): Promise<void> {
    this.builds += 1;
    const { model } = this.memory;
    const { snapshot, published } = await this.database.inSnapshot(async (tx) => {
      const found = await readModel(tx);
      return { published: found, snapshot: await loadSnapshot(tx, found, this.builds) };
    });
    if (this.memory.pacing.version > 0n) snapshot.table.each((ad) => shadeAd(snapshot.table, ad, this.memory.pacing));
    await this.prepare(snapshot, now);
    // With nothing awaited between: a decision between the two would name a model that its table does not have.
    if (published.version > model.version) model.take(published.version, published.model, published.publishedAt);
    this.memory.snapshot = snapshot;
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
    for (const row of erasures) {
      this.memory.people.forget(row.viewer);
      this.memory.hidden.forget(row.viewer);
      this.memory.audiences.forget(row.viewer);
    }
    this.watermark.viewers = latest(viewers, this.watermark.viewers);
    this.watermark.erasures = latest(erasures, this.watermark.erasures);
    this.watermark.contents = latest(contents, this.watermark.contents);
  }
}

function latest(rows: ReadonlyArray<{ changedAt: Instant }>, before: Instant): Instant {
  return rows.reduce((last, row) => Math.max(last, row.changedAt), before);
}
