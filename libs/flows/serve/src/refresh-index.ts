import type { Database } from '@flywheel/database';
import { servesMoreThan } from '@flywheel/database/serving';
import type { Instant } from '@flywheel/primitives';
import { putLogit } from './ads/put-ad.ts';
import { buildApart } from './build-apart.ts';
import { followConfiguration } from './follow-configuration.ts';
import { followModel } from './follow-model.ts';
import { loadSnapshot, type LoadedSnapshot } from './load-snapshot.ts';
import type { ServingMemory } from './serving-memory.ts';
import type { Snapshot } from './snapshot.ts';

/** Makes a snapshot ready to be decided from, before it is swapped in; `moved`: only these of its ads are new to it. */
export type Prepare = (snapshot: Snapshot, now: Instant, moved?: readonly number[]) => Promise<void>;

const fullOverlay = 0.5;
// Below this a snapshot is laid out in a few tens of milliseconds, for which no thread has to start.
const fewAds = 5000;
const mostCatchUps = 20;

/**
 * Keeps the snapshot and the model of a deciding process fresh: call it every 250 ms (in a simulation: whenever the past moved on). Reads
 * only what changed and applies it in place; where a rebuild is the better way it goes on in another thread, and what moved meanwhile is
 * followed before the swap.
 */
export class RefreshIndex {
  private readonly database: Database;
  private readonly memory: ServingMemory;
  private readonly prepare: Prepare;
  private readonly also: (now: Instant) => Promise<unknown>;
  private running: Promise<void> | undefined;
  private builds = 0;
  private building: Promise<void> | undefined;
  private built: LoadedSnapshot | undefined;
  private failure: unknown;

  /** `also` runs with every refresh after the first look at the configuration: what a program does on timers of its own is not in it. */
  constructor(database: Database, memory: ServingMemory, prepare: Prepare, also: (now: Instant) => Promise<unknown>) {
    this.database = database;
    this.memory = memory;
    this.prepare = prepare;
    this.also = also;
  }

  /** Two calls at once share one refresh. */
  async run({ now }: { now: Instant }): Promise<void> {
    this.running ??= this.refresh(now).finally(() => (this.running = undefined));
    return this.running;
  }

  private async refresh(now: Instant): Promise<void> {
    await this.followConfiguration(now);
    await this.also(now);
    await followModel(this.database, this.memory);
  }

  private async followConfiguration(now: Instant): Promise<void> {
    const { snapshot } = this.memory;
    if (!snapshot) return this.swap(await this.build(), now);
    if (this.built) return this.swapBuilt(now);
    const followed = await followConfiguration(this.database, snapshot, this.memory);
    if (followed.outcome === 'followed') await this.prepare(snapshot, now, followed.adNos);
    if (followed.outcome === 'too-much' || snapshot.index.overlay() > fullOverlay) await this.rebuild(snapshot, now);
  }

  /** A small snapshot is made anew at once; a large one beside the old one, which goes on following. */
  private async rebuild(snapshot: Snapshot, now: Instant): Promise<void> {
    if (snapshot.table.size < fewAds) return this.swap(await this.build(), now);
    this.building ??= this.build()
      .then(
        (built) => void (this.built = built),
        (error: unknown) => void (this.failure = error),
      )
      .finally(() => (this.building = undefined));
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) throw failure;
  }

  private async build(): Promise<LoadedSnapshot> {
    this.builds += 1;
    const many = await servesMoreThan(this.database.read, fewAds);
    return many ? buildApart({ url: this.database.url, build: this.builds }) : loadSnapshot(this.database, this.builds);
  }

  private async swapBuilt(now: Instant): Promise<void> {
    const { built } = this;
    this.built = undefined;
    if (built) await this.swap(built, now);
  }

  /** Follows what moved while it was built, and swaps. */
  private async swap({ snapshot, published }: LoadedSnapshot, now: Instant): Promise<void> {
    const { model } = this.memory;
    const newer = published.version > model.version;
    if (!newer && model.version > published.version) {
      for (const [ad, residuals] of model.model.ads)
        if (snapshot.table.has(ad)) snapshot.index.rebid(ad, putLogit(ad, residuals, snapshot));
    }
    for (let turn = 0; turn < mostCatchUps; turn += 1) {
      const followed = await followConfiguration(this.database, snapshot, this.memory);
      if (followed.outcome !== 'followed') break;
    }
    await this.prepare(snapshot, now);
    // With nothing awaited between: a decision between the two would name a model that its table does not have.
    if (newer) model.take(published.version, published.model, published.publishedAt);
    this.memory.snapshot = snapshot;
  }
}
