import type { Database } from '@flywheel/database';
import { readLastLongWorkEnd } from '@flywheel/database/following';
import {
  holdLearner,
  insertModelVersion,
  readModel,
  readNewOutcomes,
  readStanding,
  tryPublisherLock,
  writeShown,
} from '@flywheel/database/models';
import { readDeliveryLines } from '@flywheel/database/serving';
import { utcMinute, type Instant } from '@flywheel/primitives';
import { absorbDelta, untoldModel, type Model } from '@flywheel/ranking';
import { OnlineLearner } from '@flywheel/ranking/online';
import type { Tx } from '@flywheel/runtime';
import { shownOf } from './models/shown-model.ts';

const dayMs = 24 * 60 * 60_000;
const countedBackMs = 30 * dayMs;
const learntBackMs = dayMs;
const shownMs = 2000;
const renewMs = 2000;
// A version is published whole again once the changes since name as many ads as it does, so that chains stay short and storage small.
const fewestChanges = 2000;
const mostChain = 500;

type Published = { version: bigint; model: Model; changes: number; chain: number };
type Learning = { learner: OnlineLearner; snapshot: string };

/**
 * Learns from outcomes as they are committed and publishes what ads are expected to do as soon as it moved: call it every 250 ms. One
 * process at a time learns; what it knows is made anew from facts at its start and after imports: counts of 30 days, and the last day
 * outcome by outcome. While an operator holds a version it learns on and publishes nothing.
 */
export class PublishModel {
  private readonly database: Database;
  private readonly holder: string;
  private learning: Learning | undefined;
  private longWorkEnd: Instant = -1;
  private published: Published | undefined;
  private shownAt: Instant = -Infinity;
  private renewedAt: Instant = -Infinity;

  /** `holder` names this process among those that could learn. */
  constructor(database: Database, holder: string) {
    this.database = database;
    this.holder = holder;
  }

  async run({ now }: { now: Instant }): Promise<void> {
    if (!(await this.mayLearn(now))) {
      this.learning = undefined;
      return;
    }
    const { learner } = await this.learn(now);
    const published = await this.database.inTransaction((tx) => this.publish(tx, learner, now));
    if (published) this.published = published;
    if (now - this.shownAt >= shownMs || now < this.shownAt) {
      await writeShown(this.database.read, { ...shownOf(learner, now), shownAt: now });
      this.shownAt = now;
    }
  }

  /** Asks every two seconds: a hold is for five. */
  private async mayLearn(now: Instant): Promise<boolean> {
    if (now >= this.renewedAt && now < this.renewedAt + renewMs) return true;
    const mine = await holdLearner(this.database.read, this.holder, now);
    this.renewedAt = mine ? now : -Infinity;
    return mine;
  }

  /** Seeding and imports write the past: then everything is learnt again. */
  private async learn(now: Instant): Promise<Learning> {
    const longWorkEnd = await readLastLongWorkEnd(this.database.read);
    const from = utcMinute(now - learntBackMs);
    if (!this.learning || longWorkEnd !== this.longWorkEnd) {
      this.longWorkEnd = longWorkEnd;
      const learner = new OnlineLearner();
      learner.count(await readDeliveryLines(this.database.read, { from: utcMinute(now - countedBackMs), to: from }));
      this.learning = { learner, snapshot: '' };
    }
    const { learner, snapshot } = this.learning;
    const found = await readNewOutcomes(this.database.read, { snapshot: snapshot === '' ? undefined : snapshot, from });
    for (const outcome of found.outcomes) learner.learn(outcome);
    this.learning.snapshot = found.snapshot;
    return this.learning;
  }

  /** What is remembered ends with `take`, until the transaction was committed: if it fails, the next turn compares with what stands. */
  private async publish(tx: Tx, learner: OnlineLearner, now: Instant): Promise<Published | undefined> {
    if (!(await tryPublisherLock(tx))) return undefined;
    const standing = await readStanding(tx);
    if (standing.held) return undefined;
    const before = await this.standingModel(tx, standing.version, learner);
    this.published = undefined;
    const change = learner.take(before.model);
    if (!change) return before;
    const version = before.version + 1n;
    const changes = before.changes + change.ads.size;
    const whole = before.version === 0n || before.chain >= mostChain || changes > Math.max(fewestChanges, learner.model.ads.size);
    const next = absorbDelta(before.model, change);
    await insertModelVersion(tx, { version, publishedAt: now, basedOn: whole ? undefined : before.version, change: whole ? next : change });
    return { version, model: next, changes: whole ? 0 : changes, chain: whole ? 0 : before.chain + 1 };
  }

  /** The newest model: remembered, unless somebody else published since. */
  private async standingModel(tx: Tx, version: bigint, learner: OnlineLearner): Promise<Published> {
    if (this.published?.version === version) return this.published;
    learner.compareAll();
    const found = version === 0n ? { version, model: untoldModel() } : await readModel(tx, version);
    // How long its chain is nobody remembers: the next version is a whole one.
    return { version, model: found.model, changes: 0, chain: mostChain };
  }

  /** Nothing is open here. */
  async close(): Promise<void> {
    await Promise.resolve();
  }
}
