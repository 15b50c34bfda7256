import { capCodeOf, gapOnly, type CapCode } from '@flywheel/pacing';
import { assert, type Id, type Instant } from '@flywheel/primitives';
import { CapReads, type CapPlan, type CappedLevel, type PlannedLevel } from './cap-plan.ts';
import { capViewer, type CapViewer } from './cap-viewer.ts';
import { OpenWins, type OpenWin } from './open-wins.ts';
import { ShowShard } from './show-shard.ts';
import { SubjectTable } from './subject-table.ts';

/** A win that is to be counted at once at every capped level of its ad. */
export type CapRequest = {
  viewer: CapViewer | undefined;
  plan: CapPlan;
  imp: Id<'imp'>;
  campaign: Id<'cmp'>;
  now: Instant;
  expiresAt: Instant;
};

const shards = 256;
const defaultMostBytes = 1_500_000_000;

/**
 * How often a viewer was shown something, in memory: a win counts from its decision (reserved), stays once its impression counted
 * (confirmed) and is taken back when its token ends unseen. Asking and counting are one synchronous step, so that confirmed + reserved
 * never pass a limit, whatever decisions interleave. Unknown state says 567: what is capped fails closed.
 */
export class FrequencyCaps {
  /** The win that the last checkAndReserve counted. */
  reserved: OpenWin | undefined;
  /** What the last check read. */
  readonly reads = new CapReads();
  private readonly subjects = new SubjectTable();
  private readonly shards = Array.from({ length: shards }, () => new ShowShard(this.subjects));
  private readonly open = new OpenWins();
  private readonly mostBytes: number;
  private visitsKnownSince = 0;
  private tableBytes = 0;
  private sinceMeasured = 0;

  /** `mostBytes`: the budget of all counters; beyond it capped ads fail closed until old counts fade. Default 1.5 GB. */
  constructor(options: { mostBytes?: number } = {}) {
    this.mostBytes = options.mostBytes ?? defaultMostBytes;
  }

  /** The capped levels of an ad; undefined where nothing is capped. */
  plan(levels: readonly CappedLevel[]): CapPlan | undefined {
    const capped = levels.filter((each) => each.caps.length > 0 || each.minGapSeconds > 0);
    if (capped.length === 0) return undefined;
    const never = capped.find((each) => each.caps.some((cap) => cap.limit === 0));
    const planned = capped.map((each) => this.planLevel(each));
    return { levels: planned, subjects: planned.map((each) => each.subject), neverCode: never ? capCodeOf(never.level) : 0 };
  }

  viewer(key: string, visit: boolean): CapViewer {
    return capViewer(key, visit);
  }

  /** Whether one more impression is allowed right now; `reads` holds what it looked at. */
  check(viewer: CapViewer | undefined, plan: CapPlan, now: Instant): CapCode {
    this.reads.clear();
    if (plan.neverCode !== 0) return plan.neverCode;
    if (viewer === undefined) return 567;
    for (const level of plan.levels) {
      if (!this.subjects.isWarm(level.subject) || (viewer.visit && !this.knowsVisits(level, now))) return 567;
      const code = this.checkLevel(viewer, level, now);
      if (code !== 0) return code;
    }
    return 0;
  }

  /** Counts the win at every level, or at none where one of them says no. `reserved` is then the win, to be cancelled if need be. */
  checkAndReserve({ viewer, plan, imp, campaign, now, expiresAt }: CapRequest): CapCode {
    this.reserved = undefined;
    const code = this.check(viewer, plan, now);
    if (code !== 0) return code;
    assert(viewer !== undefined, 'only a known viewer passes the check');
    if (this.full) return 567;
    const win = { imp, campaign, viewer, subjects: plan.subjects, at: now, expiresAt };
    this.count(win, now);
    this.open.add(win);
    this.reserved = win;
    return 0;
  }

  /** The win came to nothing after all: it is taken back at every level. */
  cancel(win: OpenWin): void {
    this.open.remove(win);
    this.release(win);
  }

  /**
   * Takes out wins whose token has ended. What was seen simply stays counted; `release` the rest. If nobody can say, `resume` them.
   */
  takeDue(now: Instant, limit: number): OpenWin[] {
    return this.open.takeDue(now, limit);
  }

  /** Takes a win back at every level: its token ended unseen. */
  release(win: OpenWin): void {
    const { viewer, at } = win;
    const shard = this.shardOf(viewer);
    for (const subject of win.subjects) shard.remove({ a: viewer.a, b: viewer.b, subject }, at);
  }

  /** Keeps wins waiting for a while longer. */
  resume(wins: readonly OpenWin[]): void {
    for (const win of wins) this.open.add(win);
  }

  /** Subjects whose history has to be read before anything of theirs is shown. */
  cold(): Array<{ id: string; number: number; windowMs: number }> {
    return this.subjects.cold();
  }

  /** Puts back one impression that was shown before; `subject` as `cold` numbered it. */
  record(viewer: CapViewer, subject: number, at: Instant, now: Instant): void {
    this.shardOf(viewer).add({ a: viewer.a, b: viewer.b, subject }, at, now);
  }

  /** Puts back a win of an earlier life of this process, or of a decider that is gone: still to be seen or released. */
  adopt(win: OpenWin, now: Instant): void {
    this.count(win, now);
    this.open.add(win);
  }

  /** Everything about the subject has been read; its own wins that are still open are counted under its new number. */
  warmed(cold: { id: string; number: number }, now: Instant, ownOpen: Iterable<OpenWin> = []): void {
    for (const win of ownOpen) {
      this.record(win.viewer, cold.number, win.at, now);
      win.subjects = [...win.subjects, cold.number];
    }
    this.subjects.warm(cold.number);
  }

  /** Wins not yet confirmed. */
  openWins(): Iterable<OpenWin> {
    return this.open.all();
  }

  /** Visits of people without consent are kept nowhere else: what was shown to them before `since` is not known here. */
  knowVisitsSince(since: Instant): void {
    this.visitsKnownSince = since;
  }

  /** Forgets everything about viewers who belong to another process now, or whose past is about to be read again. */
  drop(gone: (viewer: CapViewer) => boolean, now: Instant): void {
    for (const shard of this.shards) shard.drop((a, b) => gone({ a, b, visit: false }), now);
    this.open.removeWhere((win) => gone(win.viewer));
  }

  /** Every subject that something is capped by, to be read back for viewers who came from elsewhere. */
  allSubjects(): Array<{ id: string; number: number; windowMs: number }> {
    return this.subjects.all();
  }

  /** The state is lost: every capped ad fails closed until its subjects are warmed again. */
  lose(): void {
    this.subjects.chill();
  }

  get full(): boolean {
    return this.open.size * 200 + this.tableBytes > this.mostBytes;
  }

  /** Lines in use and the bytes they take, beside the budget: for the operator. */
  usage(): { counters: number; openWins: number; bytes: number; mostBytes: number } {
    const counters = this.shards.reduce((sum, shard) => sum + shard.size, 0);
    return { counters, openWins: this.open.size, bytes: this.measure(), mostBytes: this.mostBytes };
  }

  private measure(): number {
    this.tableBytes = this.shards.reduce((sum, shard) => sum + shard.bytes, 0);
    return this.tableBytes + this.open.size * 200;
  }

  private planLevel(level: CappedLevel): PlannedLevel {
    return {
      level: level.level,
      subject: this.subjects.number(level),
      limits: level.caps.map((cap) => cap.limit),
      windowsMs: level.caps.map((cap) => cap.windowSeconds * 1000),
      gapMs: level.minGapSeconds * 1000,
    };
  }

  /** A visit's counts start with this process unless nothing was shown before it; they end with their key, at midnight UTC. */
  private knowsVisits(level: PlannedLevel, now: Instant): boolean {
    const longest = level.windowsMs.reduce((most, each) => Math.max(most, each), level.gapMs);
    const midnight = now - (now % 86_400_000);
    return Math.max(now - longest, midnight) >= this.visitsKnownSince;
  }

  private count({ viewer, subjects, at }: OpenWin, now: Instant): void {
    const shard = this.shardOf(viewer);
    for (const subject of subjects) shard.add({ a: viewer.a, b: viewer.b, subject }, at, now);
  }

  private checkLevel(viewer: CapViewer, { level, subject, limits, windowsMs, gapMs }: PlannedLevel, now: Instant): CapCode {
    const shard = this.shardOf(viewer);
    const at = shard.find(viewer.a, viewer.b, subject);
    const last = at < 0 ? 0 : shard.last(at, now);
    for (let n = 0; n < limits.length; n += 1) {
      const count = at < 0 ? 0 : shard.count(at, now, windowsMs[n] ?? 0);
      this.reads.add(level, n, count, last);
      if (count >= (limits[n] ?? 0)) return capCodeOf(level);
    }
    if (limits.length === 0) this.reads.add(level, gapOnly, 0, last);
    return gapMs > 0 && last > 0 && now - last < gapMs ? 564 : 0;
  }

  private shardOf(viewer: CapViewer): ShowShard {
    if ((this.sinceMeasured += 1) > 100_000) {
      this.sinceMeasured = 0;
      this.measure();
    }
    const shard = this.shards[viewer.a & (shards - 1)];
    assert(shard !== undefined, 'every viewer has a shard');
    return shard;
  }
}
