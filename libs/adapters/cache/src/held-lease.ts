import { assert, type Id, type Instant } from '@flywheel/primitives';

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
  /** Until then new wins may use it. */
  readonly usableUntil: Instant;
  granted: number;
  spent = 0;
  reserved = 0;
  usedAt: Instant;
  /** The least and the most that one charge of an ad that asked can cost. */
  leastCharge: number;
  mostCharge: number;
  private readonly ends: number[] = [];
  private readonly amounts: number[] = [];

  constructor(from: { lease: Id<'lse'>; holder: string; grantedMicros: bigint; chargeMicros: bigint; usableUntil: Instant; now: Instant }) {
    assert(from.grantedMicros > 0n && from.grantedMicros <= BigInt(Number.MAX_SAFE_INTEGER), 'a grant is a positive safe integer');
    this.lease = from.lease;
    this.holder = from.holder;
    this.usableUntil = from.usableUntil;
    this.granted = Number(from.grantedMicros);
    this.usedAt = from.now;
    this.leastCharge = Number(from.chargeMicros);
    this.mostCharge = this.leastCharge;
  }

  get free(): number {
    return this.granted - this.spent - this.reserved;
  }

  /** Notes that an ad asked which may cost `charge`. */
  use(charge: number, now: Instant): void {
    this.usedAt = now;
    if (charge < this.leastCharge) this.leastCharge = charge;
    else if (charge > this.mostCharge) this.mostCharge = charge;
  }

  reserve(amount: number, expiresAt: Instant): void {
    this.reserved += amount;
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
    this.reserved -= back;
  }

  /** What the database says of it now: more spent closes as much of what was reserved. */
  follow(row: { granted: number; spent: number }): void {
    let closing = Math.max(0, row.spent - this.spent);
    this.granted = row.granted;
    this.spent = row.spent;
    while (closing > 0 && this.ends.length > 0) {
      const taken = Math.min(closing, this.amounts[0] ?? 0);
      this.reserved -= taken;
      closing -= taken;
      if (taken === this.amounts[0]) this.dropFirst();
      else this.amounts[0] = (this.amounts[0] ?? 0) - taken;
    }
  }

  /** Frees what was reserved until before `now`. */
  expire(now: Instant): void {
    while (this.ends.length > 0 && (this.ends[0] ?? Infinity) <= now) {
      this.reserved -= this.amounts[0] ?? 0;
      this.dropFirst();
    }
  }

  private dropFirst(): void {
    this.ends.shift();
    this.amounts.shift();
  }
}

function endOf(expiresAt: Instant): number {
  return Math.ceil(expiresAt / stepMs) * stepMs;
}
