import { assert, type Id, type Instant, type Micros } from '@flywheel/primitives';

/** A part of a campaign's budget that this process may spend without asking. */
export type HeldLease = {
  lease: Id<'lse'>;
  campaign: Id<'cmp'>;
  grantedMicros: Micros;
  /** Until then new wins may use it. */ usableUntil: Instant;
};

/** A win whose charge has not come yet. */
export type OpenReservation = { imp: Id<'imp'>; campaign: Id<'cmp'>; lease: Id<'lse'>; micros: Micros; expiresAt: Instant };

type Held = HeldLease & { freeMicros: bigint; open: number };

/**
 * Leases of this process and what its wins have reserved of them: free = granted − charged − reserved. Nothing here is money: the
 * capture at the charge is conditional on the lease's row, so a lost book strands a lease for a while and never overspends.
 */
export class LeaseBook {
  private readonly byCampaign = new Map<string, Held[]>();
  private readonly byLease = new Map<string, Held>();
  private readonly reservations = new Map<string, OpenReservation>();

  add(lease: HeldLease): void {
    const held: Held = { ...lease, freeMicros: lease.grantedMicros, open: 0 };
    this.byLease.set(lease.lease, held);
    this.byCampaign.set(lease.campaign, [...(this.byCampaign.get(lease.campaign) ?? []), held]);
  }

  /** The lease that covers `priceMicros` right now; undefined when none does. */
  covering(campaign: Id<'cmp'>, priceMicros: Micros, now: Instant): Id<'lse'> | undefined {
    const leases = this.byCampaign.get(campaign);
    if (leases) for (const held of leases) if (held.usableUntil > now && held.freeMicros >= priceMicros) return held.lease;
    return undefined;
  }

  /** What new wins of the campaign may still take, over all its usable leases. */
  freeMicros(campaign: Id<'cmp'>, now: Instant): Micros {
    let free = 0n;
    for (const held of this.byCampaign.get(campaign) ?? []) if (held.usableUntil > now && held.freeMicros > 0n) free += held.freeMicros;
    return free as Micros;
  }

  /** What wins of the campaign have reserved and may still give back. */
  reservedMicros(campaign: Id<'cmp'>): Micros {
    let reserved = 0n;
    for (const each of this.reservations.values()) if (each.campaign === campaign) reserved += each.micros;
    return reserved as Micros;
  }

  reserve(reservation: OpenReservation): void {
    const held = this.byLease.get(reservation.lease);
    assert(held !== undefined, 'a reservation names a lease of this process');
    held.freeMicros -= reservation.micros;
    held.open += 1;
    this.reservations.set(reservation.imp, reservation);
  }

  /** Closes a reservation with what was really charged for it. */
  charged(imp: Id<'imp'>, chargedMicros: Micros): void {
    this.close(imp, (reserved) => reserved - chargedMicros);
  }

  /** Frees the reservations whose time has passed; returns how many. */
  expire(now: Instant): number {
    let freed = 0;
    // Insertion order is nearly order of expiry: looking stops at the first that is well in the future.
    for (const reservation of this.reservations.values()) {
      if (reservation.expiresAt > now + longestReservationMs) break;
      if (reservation.expiresAt > now) continue;
      this.close(reservation.imp, (reserved) => reserved);
      freed += 1;
    }
    return freed;
  }

  /** At most `limit` wins that wait for their charge, the oldest first. */
  waiting(limit: number): OpenReservation[] {
    const list: OpenReservation[] = [];
    for (const reservation of this.reservations.values()) {
      if (list.length === limit) break;
      list.push(reservation);
    }
    return list;
  }

  /** Takes out the leases that no win can use or waits for: their owner gives them back. `all` takes every lease, at shutdown. */
  takeFinished(now: Instant, options: { all: boolean; idleUnderMicros: (campaign: Id<'cmp'>) => Micros }): Array<Id<'lse'>> {
    const finished: Held[] = [];
    for (const held of this.byLease.values()) {
      const useless = held.usableUntil <= now || held.freeMicros < options.idleUnderMicros(held.campaign);
      if (options.all || (useless && held.open === 0)) finished.push(held);
    }
    for (const held of finished) this.drop(held);
    return finished.map((held) => held.lease);
  }

  private close(imp: Id<'imp'>, returned: (reserved: bigint) => bigint): void {
    const reservation = this.reservations.get(imp);
    if (!reservation) return;
    this.reservations.delete(imp);
    const held = this.byLease.get(reservation.lease);
    if (!held) return;
    held.freeMicros += returned(reservation.micros);
    held.open -= 1;
  }

  private drop(held: Held): void {
    this.byLease.delete(held.lease);
    const left = (this.byCampaign.get(held.campaign) ?? []).filter((each) => each !== held);
    if (left.length > 0) this.byCampaign.set(held.campaign, left);
    else this.byCampaign.delete(held.campaign);
  }
}

const longestReservationMs = 3_600_000;
