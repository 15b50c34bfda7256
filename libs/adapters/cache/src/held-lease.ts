import { assert, type Id, type Instant } from '@flywheel/primitives';
import { place, type LeaseLines } from './lease-lines.ts';

/** Reservations are freed in steps of so much time: at most a few hundred a lease, however many wins it has. */
const stepMs = 5_000;

/**
 * One lease in memory, in plain numbers of micros (a grant is below 2^53, asserted): free = granted − spent − reserved. Reservations are
 * kept as sums by their end and not by impression. What the database says was spent closes reservations, the earliest end first: the sum is
 * the true one, and what stays is freed at its own end or later than the truth, never earlier.
 */
export class HeldLease {
  readonly lease: Id<'lse'>;
  readonly holder: string;
  /** Its line among the book's. */
  readonly line: number;
  private readonly lines: LeaseLines;
  private granted: number;
  private spent = 0;
  private readonly ends: number[] = [];
  private readonly amounts: number[] = [];

  constructor(
    from: { lease: Id<'lse'>; holder: string; grantedMicros: bigint; chargeMicros: bigint; usableUntil: Instant; now: Instant },
    lines: LeaseLines,
  ) {
    assert(from.grantedMicros > 0n && from.grantedMicros <= BigInt(Number.MAX_SAFE_INTEGER), 'a grant is a positive safe integer');
    this.lease = from.lease;
    this.holder = from.holder;
    this.lines = lines;
    this.line = lines.take();
    this.granted = Number(from.grantedMicros);
    this.set(place.free, this.granted);
    this.set(place.usableUntil, from.usableUntil);
    this.set(place.usedAt, from.now);
    this.set(place.leastCharge, Number(from.chargeMicros));
    this.set(place.mostCharge, Number(from.chargeMicros));
  }

  get(at: number): number {
    return this.lines.values[this.line + at] ?? 0;
  }

  get free(): number {
    return this.get(place.free);
  }

  get reserved(): number {
    return this.granted - this.spent - this.free;
  }

  /** What it was granted and has not given back. */
  get size(): number {
    return this.granted;
  }

  reserve(amount: number, expiresAt: Instant): void {
    this.set(place.free, this.free - amount);
    const end = endOf(expiresAt);
    let at = this.ends.length;
    while (at > 0 && (this.ends[at - 1] ?? 0) > end) at -= 1;
    if (at > 0 && this.ends[at - 1] === end) this.amounts[at - 1] = (this.amounts[at - 1] ?? 0) + amount;
    else {
      this.ends.splice(at, 0, end);
      this.amounts.splice(at, 0, amount);
    }
  }

  /** Takes back one reservation; what was closed meanwhile stays closed. */
  cancel(amount: number, expiresAt: Instant): void {
    const at = this.ends.indexOf(endOf(expiresAt));
    if (at < 0) return;
    const back = Math.min(amount, this.amounts[at] ?? 0);
    this.amounts[at] = (this.amounts[at] ?? 0) - back;
    this.set(place.free, this.free + back);
  }

  /** What the database says of it now: more spent closes as much of what was reserved. */
  follow(row: { granted: number; spent: number }): void {
    let { reserved } = this;
    let closing = Math.max(0, row.spent - this.spent);
    while (closing > 0 && this.ends.length > 0) {
      const taken = Math.min(closing, this.amounts[0] ?? 0);
      reserved -= taken;
      closing -= taken;
      if (taken === this.amounts[0]) this.dropFirst();
      else this.amounts[0] = (this.amounts[0] ?? 0) - taken;
    }
    this.granted = row.granted;
    this.spent = row.spent;
    this.set(place.free, row.granted - row.spent - reserved);
  }

  /** Frees what was reserved until before `now`. */
  expire(now: Instant): void {
    while (this.ends.length > 0 && (this.ends[0] ?? Infinity) <= now) {
      this.set(place.free, this.free + (this.amounts[0] ?? 0));
      this.dropFirst();
    }
  }

  /** Leaves nothing free: it is on its way back. The next `follow` says what became of it. */
  empty(): void {
    this.granted -= this.free;
    this.set(place.free, 0);
  }

  private set(at: number, value: number): void {
    this.lines.values[this.line + at] = value;
  }

  private dropFirst(): void {
    this.ends.shift();
    this.amounts.shift();
  }
}

function endOf(expiresAt: Instant): number {
  return Math.ceil(expiresAt / stepMs) * stepMs;
}
