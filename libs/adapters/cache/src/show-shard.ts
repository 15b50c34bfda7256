import { TimePool } from './time-pool.ts';

const stride = 5;
const [keyA, keyB, keySubject, timesAt, sizeAt] = [0, 1, 2, 3, 4];
const smallest = 16;

/** Of whom and of what instants are counted. */
export type ShowKey = { readonly a: number; readonly b: number; readonly subject: number };

/** What a shard asks about the subjects it counts. */
export type Keeping = { keepOf(subject: number): number; windowOf(subject: number): number };

/**
 * One 256th of the counters: (viewer, subject) → the latest instants it was shown, in an open hash table of 20-byte lines. A single
 * instant stands in its line; more of them in a pool of small blocks. Instants are kept as ms modulo 2^32 (49.7 days), which is exact
 * because nothing older than 30 days survives a sweep and every shard is swept at least once a day of its use.
 */
export class ShowShard {
  private lines = new Int32Array(smallest * stride);
  private capacity = smallest;
  private used = 0;
  private sweptAt = 0;
  private readonly pool = new TimePool();
  private readonly keeping: Keeping;

  constructor(keeping: Keeping) {
    this.keeping = keeping;
  }

  /** Lines in use. */
  get size(): number {
    return this.used;
  }

  get bytes(): number {
    return this.lines.byteLength + this.pool.bytes;
  }

  /** The place of a line; −1 when the viewer was never shown the subject. */
  find(a: number, b: number, subject: number): number {
    const { lines, capacity } = this;
    const mask = capacity - 1;
    for (let slot = home(a, b, subject) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * stride;
      const found = lines[at + keySubject];
      if (found === 0) return -1;
      if (found === subject && lines[at + keyA] === a && lines[at + keyB] === b) return at;
    }
  }

  /** How many instants of the line lie less than `windowMs` before `now`, or after it. */
  count(at: number, now: number, windowMs: number): number {
    const size = this.lines[at + sizeAt] ?? 0;
    // Mostly all of them do: the oldest says so for the rest.
    if (size > 0 && age(now, this.timeAt(at, size, 0)) < windowMs) return size;
    let count = 0;
    for (let n = size - 1; n >= 0; n -= 1) {
      if (age(now, this.timeAt(at, size, n)) >= windowMs) break;
      count += 1;
    }
    return count;
  }

  /** The latest instant of the line. */
  last(at: number, now: number): number {
    const size = this.lines[at + sizeAt] ?? 0;
    return now - age(now, this.timeAt(at, size, size - 1));
  }

  /** Counts one more instant, in order; the oldest beyond what the subject keeps is forgotten. */
  add(key: ShowKey, when: number, now: number): void {
    this.sweepDaily(now);
    const found = this.find(key.a, key.b, key.subject);
    const at = found < 0 ? this.insert(key.a, key.b, key.subject, now) : found;
    const size = this.lines[at + sizeAt] ?? 0;
    if (size === 0) {
      this.lines[at + timesAt] = when;
      this.lines[at + sizeAt] = 1;
    } else if (age(now, this.timeAt(at, size, size - 1)) >= age(now, when)) this.append(at, size, when, this.keeping.keepOf(key.subject));
    else this.addInOrder(at, { when, now, keep: this.keeping.keepOf(key.subject) });
  }

  /** Takes one instant back; says whether it was there. */
  remove(key: ShowKey, when: number): boolean {
    const at = this.find(key.a, key.b, key.subject);
    if (at < 0) return false;
    const times = this.timesOf(at);
    const place = times.lastIndexOf(when >>> 0);
    if (place < 0) return false;
    times.splice(place, 1);
    this.store(at, times);
    if (times.length === 0) this.erase(at / stride);
    return true;
  }

  /** Forgets what no cap asks about any more. */
  sweep(now: number): void {
    this.sweptAt = now;
    this.rebuild(this.capacity, now);
  }

  /** Forgets everything about these viewers. */
  drop(gone: (a: number, b: number) => boolean, now: number): void {
    this.rebuild(this.capacity, now, gone);
  }

  private sweepDaily(now: number): void {
    if (Math.abs(now - this.sweptAt) > dayMs) this.sweep(now);
  }

  private timeAt(at: number, size: number, n: number): number {
    const held = this.lines[at + timesAt] ?? 0;
    return size === 1 ? held >>> 0 : this.pool.read(held, n);
  }

  private append(at: number, size: number, when: number, keep: number): void {
    const held = this.lines[at + timesAt] ?? 0;
    if (size >= keep) {
      if (size === 1) this.lines[at + timesAt] = when;
      else this.pool.shift(held, size, when);
      return;
    }
    this.lines[at + timesAt] = size === 1 ? this.pool.pair(held, when) : this.pool.append(held, size, when);
    this.lines[at + sizeAt] = size + 1;
  }

  /** What happened before the latest: only a rebuild from rows brings such. */
  private addInOrder(at: number, { when, now, keep }: { when: number; now: number; keep: number }): void {
    const times = this.timesOf(at);
    let place = times.length;
    while (place > 0 && age(now, times[place - 1] ?? 0) < age(now, when)) place -= 1;
    times.splice(place, 0, when >>> 0);
    if (times.length > keep) times.shift();
    this.store(at, times);
  }

  private timesOf(at: number): number[] {
    const size = this.lines[at + sizeAt] ?? 0;
    return Array.from({ length: size }, (_, n) => this.timeAt(at, size, n));
  }

  private store(at: number, times: readonly number[]): void {
    const before = this.lines[at + sizeAt] ?? 0;
    if (before > 1) this.pool.free(this.lines[at + timesAt] ?? 0, before);
    this.lines[at + timesAt] = times[0] ?? 0;
    this.lines[at + sizeAt] = Math.min(times.length, 1);
    for (let n = 1; n < times.length; n += 1) this.append(at, n, times[n] ?? 0, times.length);
  }

  private insert(a: number, b: number, subject: number, now: number): number {
    // Half empty at least: a search that finds nothing then looks at 2.5 lines on average, at three quarters at 8.5.
    if ((this.used + 1) * 2 > this.capacity) this.rebuild(this.alive(now) * 3 > this.capacity ? this.capacity * 2 : this.capacity, now);
    this.used += 1;
    return this.place(a, b, subject);
  }

  private place(a: number, b: number, subject: number): number {
    const mask = this.capacity - 1;
    let slot = home(a, b, subject) & mask;
    while (this.lines[slot * stride + keySubject] !== 0) slot = (slot + 1) & mask;
    const at = slot * stride;
    this.lines[at + keyA] = a;
    this.lines[at + keyB] = b;
    this.lines[at + keySubject] = subject;
    this.lines[at + sizeAt] = 0;
    return at;
  }

  /** How many lines still matter, as far as their subject's use says. */
  private alive(now: number): number {
    let alive = 0;
    for (let at = 0; at < this.lines.length; at += stride) {
      const subject = this.lines[at + keySubject] ?? 0;
      if (subject !== 0 && now - this.last(at, now) < this.keeping.windowOf(subject)) alive += 1;
    }
    return alive;
  }

  /** Copies the lines that still matter into a table of that capacity. */
  private rebuild(capacity: number, now: number, gone: (a: number, b: number) => boolean = () => false): void {
    const old = this.lines;
    this.lines = new Int32Array(capacity * stride);
    this.capacity = capacity;
    this.used = 0;
    for (let from = 0; from < old.length; from += stride) {
      const subject = old[from + keySubject] ?? 0;
      const size = old[from + sizeAt] ?? 0;
      if (subject === 0) continue;
      const held = old[from + timesAt] ?? 0;
      const last = size === 1 ? held >>> 0 : this.pool.read(held, size - 1);
      if (age(now, last) >= this.keeping.windowOf(subject) || gone(old[from + keyA] ?? 0, old[from + keyB] ?? 0)) {
        if (size > 1) this.pool.free(held, size);
        continue;
      }
      const at = this.place(old[from + keyA] ?? 0, old[from + keyB] ?? 0, subject);
      this.lines[at + timesAt] = held;
      this.lines[at + sizeAt] = size;
      this.used += 1;
    }
  }

  /** Takes a line out and moves up those behind it, so that no search stops at the gap. */
  private erase(slot: number): void {
    const mask = this.capacity - 1;
    const { lines } = this;
    this.used -= 1;
    let gap = slot;
    for (let next = (gap + 1) & mask; lines[next * stride + keySubject] !== 0; next = (next + 1) & mask) {
      const from = next * stride;
      const wanted = home(lines[from + keyA] ?? 0, lines[from + keyB] ?? 0, lines[from + keySubject] ?? 0) & mask;
      if (((next - wanted) & mask) < ((next - gap) & mask)) continue;
      lines.copyWithin(gap * stride, from, from + stride);
      gap = next;
    }
    lines.fill(0, gap * stride, gap * stride + stride);
  }
}

const dayMs = 86_400_000;

// In 32 bits: `%` would take ten times as long.
/** How long ago an instant was; one up to a day ahead of `now` (another clock) has a negative age. */
function age(now: number, time: number): number {
  return (((((now | 0) - (time | 0)) | 0) + dayMs) >>> 0) - dayMs;
}

function home(a: number, b: number, subject: number): number {
  let h = Math.imul(b ^ Math.imul(subject, 0x9e3779b1), 0x85ebca6b) ^ a;
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return h ^ (h >>> 13);
}
