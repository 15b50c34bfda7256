import { micros, type Id, type Instant, type Micros } from '@flywheel/primitives';
import { HeldLease } from './held-lease.ts';
import { HolderNumbers } from './holder-numbers.ts';
import { LeaseLines, place } from './lease-lines.ts';

/** A part of a budget that this process may spend without asking. `holder`: the campaign, or the ad set with a budget of its own. */
export type GrantedLease = {
  lease: Id<'lse'>;
  holder: string;
  grantedMicros: Micros;
  /** The highest charge it was taken for. */
  chargeMicros: Micros;
  usableUntil: Instant;
};

/** 0: covered. 580, 581, 582: the day's, the whole budget is used, nothing is set aside; 584: it is held elsewhere, or not yet here. */
export type LeaseAnswer = 0 | 580 | 581 | 582 | 584;

/** A win's part of a lease, its holder by number. `atLeastMicros`: the most that its billing event can cost, which the lease must cover. */
export type LeaseReservation = { holder: number; micros: Micros; atLeastMicros: Micros; now: Instant; expiresAt: Instant };

/** What the book would give back of a lease; `done`: nothing is reserved of it, so all of it. */
export type LeaseReturn = { lease: Id<'lse'>; freeMicros: Micros; done: boolean };

/** A lease as the database has it. */
export type LeaseRow = { lease: Id<'lse'>; grantedMicros: Micros; spentMicros: Micros; open: boolean; recalled: boolean };

const mostWanted = 10_000;
const idleMs = 2000;

/**
 * Leases of this process, by holder, and what its wins have reserved of them. Nothing here is money: the capture at the charge is
 * conditional on the lease's row, so a lost book strands a lease for a while and never overspends. Holders are asked for by numbers that
 * the book gives them, so that an ask reads two arrays and looks nothing up.
 */
export class LeaseBook {
  private readonly lines = new LeaseLines();
  private readonly holders = new HolderNumbers();
  private readonly byLine: Array<HeldLease | undefined> = [];
  private readonly byHolder = new Map<string, HeldLease[]>();
  private readonly byLease = new Map<string, HeldLease>();
  private readonly shortages = new Map<string, { code: LeaseAnswer; at: Instant }>();
  private wanted = new Map<string, number>();
  private readonly recalled = new Set<string>();

  get size(): number {
    return this.byLease.size;
  }

  add(granted: GrantedLease, now: Instant): void {
    const held = new HeldLease({ ...granted, now }, this.lines);
    this.byLine[held.line >> 3] = held;
    const number = this.number(held.holder);
    if (this.holders.line(number) < 0) this.holders.setLine(number, held.line);
    this.byLease.set(held.lease, held);
    this.byHolder.set(held.holder, [...(this.byHolder.get(held.holder) ?? []), held]);
    this.shortages.delete(held.holder);
  }

  /** The number that a holder is asked for by, the same for as long as the book lives. */
  number(holder: string): number {
    return this.holders.number(holder);
  }

  /** Whether a lease covers the highest possible charge right now; if not, why, and the keeper is asked for one. */
  ask(number: number, maxChargeMicros: Micros, now: Instant): LeaseAnswer {
    const charge = Number(maxChargeMicros);
    const line = this.covering(number, charge, now);
    if (line >= 0) {
      const { values } = this.lines;
      values[line + place.usedAt] = now;
      if (charge < (values[line + place.leastCharge] ?? 0)) values[line + place.leastCharge] = charge;
      if (charge > (values[line + place.mostCharge] ?? 0)) values[line + place.mostCharge] = charge;
      return 0;
    }
    const holder = this.holders.holder(number);
    const asked = this.wanted.get(holder);
    if (asked === undefined ? this.wanted.size < mostWanted : asked < charge) this.wanted.set(holder, charge);
    return this.shortages.get(holder)?.code ?? 584;
  }

  /** Reserves a win's part; undefined when no lease covers it any more: the win did not happen. */
  reserve(win: LeaseReservation): Id<'lse'> | undefined {
    const held = this.byLine[this.covering(win.holder, Number(win.atLeastMicros), win.now) >> 3];
    held?.reserve(Number(win.micros), win.expiresAt);
    return held?.lease;
  }

  /** Takes a reservation back: the slot failed after all. */
  cancel(lease: Id<'lse'>, amountMicros: Micros, expiresAt: Instant): void {
    this.byLease.get(lease)?.cancel(Number(amountMicros), expiresAt);
  }

  /** What new wins of the holder may still take, over all its usable leases. */
  freeMicros(holder: string, now: Instant): Micros {
    let free = 0;
    for (const held of this.byHolder.get(holder) ?? []) if (held.get(place.usableUntil) > now) free += Math.max(0, held.free);
    return micros(free);
  }

  /**
   * Holders that need a lease and the highest charge it must cover: asked for since the last call, or used lately and low. Those refused
   * less than `retryAfterMs` ago stay out; their asks are noted again.
   */
  takeWanted(now: Instant, retryAfterMs: number): Map<string, Micros> {
    const found = new Map<string, Micros>();
    const waits = (holder: string): boolean => Math.abs(now - (this.shortages.get(holder)?.at ?? -Infinity)) < retryAfterMs;
    for (const [holder, charge] of this.wanted) if (!waits(holder)) found.set(holder, micros(charge));
    this.wanted = new Map();
    for (const [holder, leases] of this.byHolder) {
      const charge = lowCharge(leases, now);
      if (charge !== undefined && !found.has(holder) && !waits(holder)) found.set(holder, micros(charge));
    }
    return found;
  }

  /** Notes why a holder got no lease. */
  refuse(holder: string, code: LeaseAnswer, now: Instant): void {
    this.shortages.set(holder, { code, at: now });
  }

  /** Forgets refusals, e.g. when configuration moved: the next ask is answered by the next keeping. */
  forgetShortages(): void {
    this.shortages.clear();
  }

  /** The leases held, for reading them in the database. */
  held(): Array<Id<'lse'>> {
    return [...this.byLease.values()].map((held) => held.lease);
  }

  /** What is reserved of each lease. */
  reserved(): Array<{ lease: Id<'lse'>; reservedMicros: Micros }> {
    return [...this.byLease.values()].map(({ lease, reserved }) => ({ lease, reservedMicros: micros(reserved) }));
  }

  /** Takes over what the database says: spent money closes reservations; a lease closed there is dropped here. */
  follow(rows: readonly LeaseRow[], now: Instant): void {
    this.recalled.clear();
    for (const row of rows) {
      const held = this.byLease.get(row.lease);
      if (!held) continue;
      held.follow({ granted: Number(row.grantedMicros), spent: Number(row.spentMicros) });
      if (row.recalled) this.recalled.add(row.lease);
      if (!row.open) this.drop(held);
    }
    for (const held of this.byLease.values()) held.expire(now);
  }

  /**
   * Makes unusable what no win should use any more, and returns it for the caller to give back in the database: all that is free of leases
   * that are idle for two seconds (unless `keepIdle`), past their end, recalled, or too small for one charge; of every lease with `all`.
   * The next `follow` shows what became of it: dropped where it was closed, usable again where giving back failed.
   */
  takeReturns(now: Instant, options: { all: boolean; keepIdle: boolean }): LeaseReturn[] {
    const returns: LeaseReturn[] = [];
    for (const held of this.byLease.values()) {
      const done = held.reserved === 0;
      if (!(options.all || this.isUseless(held, now, options.keepIdle)) || (held.free <= 0 && !done)) continue;
      returns.push({ lease: held.lease, freeMicros: micros(Math.max(0, held.free)), done });
      held.empty();
    }
    return returns;
  }

  private isUseless(held: HeldLease, now: Instant, keepIdle: boolean): boolean {
    const idle = !keepIdle && now - held.get(place.usedAt) > idleMs;
    return idle || held.get(place.usableUntil) <= now || held.free < held.get(place.leastCharge) || this.recalled.has(held.lease);
  }

  /** The line of a lease that covers the charge, −1 where none does: the current one, else the first of the others, which then is. */
  private covering(number: number, charge: number, now: Instant): number {
    const line = this.holders.line(number);
    if (line < 0) return -1;
    const { values } = this.lines;
    if ((values[line + place.usableUntil] ?? 0) > now && (values[line + place.free] ?? 0) >= charge) return line;
    const leases = this.byHolder.get(this.holders.holder(number));
    const other = leases?.find((held) => held.get(place.usableUntil) > now && held.free >= charge);
    if (!other) return -1;
    this.holders.setLine(number, other.line);
    return other.line;
  }

  private drop(held: HeldLease): void {
    this.byLease.delete(held.lease);
    const left = (this.byHolder.get(held.holder) ?? []).filter((each) => each !== held);
    const [next] = left;
    if (next) this.byHolder.set(held.holder, left);
    else this.byHolder.delete(held.holder);
    const number = this.number(held.holder);
    if (this.holders.line(number) === held.line) this.holders.setLine(number, next?.line ?? -1);
    this.byLine[held.line >> 3] = undefined;
    this.lines.giveBack(held.line);
  }
}

/** The highest charge asked of a holder that was used lately and has less than a quarter of its largest lease free; else undefined. */
function lowCharge(leases: readonly HeldLease[], now: Instant): number | undefined {
  let [free, largest, usedAt, charge] = [0, 0, -Infinity, 0];
  for (const held of leases) {
    if (held.get(place.usableUntil) > now) free += Math.max(0, held.free);
    largest = Math.max(largest, held.size);
    usedAt = Math.max(usedAt, held.get(place.usedAt));
    charge = Math.max(charge, held.get(place.mostCharge));
  }
  return now - usedAt <= idleMs && free * 4 < largest ? charge : undefined;
}
