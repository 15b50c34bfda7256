import type { LevelCaps } from '@flywheel/pacing';

/** One level of an ad's caps as a decision checks it: numbers only. */
export type PlannedLevel = {
  readonly level: 0 | 1 | 2 | 3;
  /** The number under which its impressions are counted. */
  readonly subject: number;
  readonly limits: readonly number[];
  readonly windowsMs: readonly number[];
  readonly gapMs: number;
};

/** Every capped level of one ad, the ad first. `neverCode` is not 0 where one of them allows nothing at all. */
export type CapPlan = {
  readonly levels: readonly PlannedLevel[];
  /** The numbers of those levels. */
  readonly subjects: readonly number[];
  readonly neverCode: 0 | 560 | 561 | 562 | 563;
};

/** A level as it is configured. `subject` is the wire id of the ad, ad set, campaign or advertiser. */
export type CappedLevel = LevelCaps & { subject: string };

/** What one check read, one line a window (cap 255: only the gap): overwritten by the next check, so copy what must stay. */
export class CapReads {
  n = 0;
  readonly level = new Uint8Array(64);
  readonly cap = new Uint8Array(64);
  readonly count = new Uint16Array(64);
  /** 0: never shown. */
  readonly last = new Float64Array(64);

  clear(): void {
    this.n = 0;
  }

  add(level: number, cap: number, count: number, last: number): void {
    const { n } = this;
    if (n === 64) return;
    this.level[n] = level;
    this.cap[n] = cap;
    this.count[n] = count;
    this.last[n] = last;
    this.n = n + 1;
  }
}
