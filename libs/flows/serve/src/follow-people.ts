import type { Database } from '@flywheel/database';
import { readContentChanges, readErasures, readLastLongWorkEnd, readViewerChanges } from '@flywheel/database/following';
import type { Instant } from '@flywheel/primitives';
import { FollowAudiences } from './follow-audiences.ts';
import type { ServingMemory } from './serving-memory.ts';

// A transaction that began earlier may commit this much later than what was read last.
const overlapMs = 10_000;

/** Keeps viewers, content and audiences in memory: everybody at first, then whoever changed. */
export class FollowPeople {
  private readonly database: Database;
  private readonly memory: ServingMemory;
  private readonly followAudiences: FollowAudiences;
  private running: Promise<void> | undefined;
  private longWorkEnd: Instant = -1;
  private readonly watermark = { viewers: 0, erasures: 0, contents: 0 };

  constructor(database: Database, memory: ServingMemory) {
    this.database = database;
    this.memory = memory;
    this.followAudiences = new FollowAudiences(database, memory);
  }

  /** Two calls at once share one reading. */
  async run({ now }: { now: Instant }): Promise<void> {
    this.running ??= this.follow(now).finally(() => (this.running = undefined));
    return this.running;
  }

  private async follow(now: Instant): Promise<void> {
    await this.startOverAfterLongWork();
    await this.followAudiences.run();
    const tx = this.database.read;
    const [viewers, erasures, contents] = await Promise.all([
      readViewerChanges(tx, from(this.watermark.viewers, now)),
      readErasures(tx, from(this.watermark.erasures, now)),
      readContentChanges(tx, from(this.watermark.contents, now)),
    ]);
    const { people, hidden, audiences } = this.memory;
    for (const row of viewers) people.putViewer(row);
    for (const row of contents) people.putContent(row);
    for (const row of erasures) {
      people.forget(row.viewer);
      hidden.forget(row.viewer);
      audiences.forget(row.viewer);
    }
    this.watermark.viewers = latest(viewers, this.watermark.viewers);
    this.watermark.erasures = latest(erasures, this.watermark.erasures);
    this.watermark.contents = latest(contents, this.watermark.contents);
  }

  /** Seeding and imports write the past: then everybody is read again. */
  private async startOverAfterLongWork(): Promise<void> {
    const longWorkEnd = await readLastLongWorkEnd(this.database.read);
    if (longWorkEnd === this.longWorkEnd) return;
    this.longWorkEnd = longWorkEnd;
    Object.assign(this.watermark, { viewers: 0, erasures: 0, contents: 0 });
  }
}

/**
 * From when on changes are read again. Once the watermark lies further back than any transaction lasts, all of it has been read: a million
 * people who came at one moment are not read again with every poll.
 */
function from(watermark: Instant, now: Instant): Instant {
  return now - watermark > overlapMs && watermark > 0 ? watermark + 1 : watermark - overlapMs;
}

function latest(rows: ReadonlyArray<{ changedAt: Instant }>, before: Instant): Instant {
  return rows.reduce((last, row) => Math.max(last, row.changedAt), before);
}
