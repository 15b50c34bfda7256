import type { Tx } from '@flywheel/runtime';
import { budgetsOfLease, lockBudgets } from '../budgets/lock-budgets.ts';
import type { Delivery } from './delivery.ts';
import { makeFree } from './insert-deliveries.ts';

type LeaseRow = {
  lease_id: string;
  campaign_id: string;
  time_windows: string[];
  credit_account_id: string | null;
  state: string;
  granted_micros: bigint;
  spent_micros: bigint;
};
type Room = { free: bigint; taken: bigint };

/**
 * Draws the price of each charge from the lease it was decided under. Where that lease is closed or used up, the price comes out of the
 * budget itself, from every window of the lease and from the credit of an account that pays afterwards, or the charge becomes free (645).
 * Returns the charges that found no money. Everyone locks leases before budgets, each in one order.
 */
export async function capture(tx: Tx, charges: readonly Delivery[]): Promise<Delivery[]> {
  const leases = await lockLeases(tx, [...new Set(charges.map((charge) => charge.slot.lease))]);
  const spent = new Map<string, bigint>();
  const beyond: Delivery[] = [];
  for (const charge of charges) {
    const lease = leases.get(charge.slot.lease);
    const drawn = spent.get(charge.slot.lease) ?? 0n;
    const fits = lease?.state === 'open' && lease.spent_micros + drawn + charge.slot.priceMicros <= lease.granted_micros;
    if (fits) spent.set(charge.slot.lease, drawn + charge.slot.priceMicros);
    else beyond.push(charge);
  }
  await spend(tx, spent, new Map());
  const free = beyond.length === 0 ? [] : await captureFromBudgets(tx, beyond, leases);
  await makeFree(tx, free);
  return free;
}

async function captureFromBudgets(tx: Tx, charges: readonly Delivery[], leases: Map<string, LeaseRow>): Promise<Delivery[]> {
  const budgets = await lockRooms(
    tx,
    [...new Set(charges.map((charge) => charge.slot.lease))].flatMap((id) => leases.get(id) ?? []),
  );
  const extra = new Map<string, bigint>();
  const free: Delivery[] = [];
  for (const charge of charges) {
    const lease = leases.get(charge.slot.lease);
    const rooms = lease ? budgetsOf(lease).map(({ campaign, window }) => budgets.get(`${campaign} ${window}`)) : [undefined];
    const price = charge.slot.priceMicros;
    if (rooms.every((room) => room !== undefined && room.free - room.taken >= price)) {
      for (const room of rooms) if (room) room.taken += price;
      extra.set(charge.slot.lease, (extra.get(charge.slot.lease) ?? 0n) + price);
    } else free.push(charge);
  }
  await spend(tx, extra, extra);
  await takeFromBudgets(tx, budgets);
  return free;
}

async function lockLeases(tx: Tx, ids: readonly string[]): Promise<Map<string, LeaseRow>> {
  const { rows } = await tx.query<LeaseRow>(
    `SELECT lease_id, campaign_id, time_windows, credit_account_id, state, granted_micros, spent_micros FROM budget_lease
     WHERE lease_id = ANY ($1::uuid[]) ORDER BY lease_id FOR UPDATE`,
    [ids],
  );
  return new Map(rows.map((row) => [row.lease_id, row]));
}

async function lockRooms(tx: Tx, leases: readonly LeaseRow[]): Promise<Map<string, Room>> {
  const rows = await lockBudgets(tx, leases.flatMap(budgetsOf));
  return new Map(rows.map((row) => [`${row.campaign_id} ${row.time_window}`, { free: row.cap_micros - row.leased_micros, taken: 0n }]));
}

function budgetsOf(lease: LeaseRow): Array<{ campaign: string; window: string }> {
  return budgetsOfLease({ campaign: lease.campaign_id, windows: lease.time_windows, creditAccount: lease.credit_account_id });
}

async function spend(tx: Tx, spent: Map<string, bigint>, granted: Map<string, bigint>): Promise<void> {
  if (spent.size === 0) return;
  await tx.query(
    `UPDATE budget_lease l SET spent_micros = l.spent_micros + drawn.spent, granted_micros = l.granted_micros + drawn.granted
     FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS drawn(lease_id, spent, granted) WHERE l.lease_id = drawn.lease_id`,
    [[...spent.keys()], [...spent.values()], [...spent.keys()].map((lease) => granted.get(lease) ?? 0n)],
  );
}

async function takeFromBudgets(tx: Tx, budgets: Map<string, Room>): Promise<void> {
  const taken = [...budgets].filter(([, room]) => room.taken > 0n).map(([key, room]) => [...key.split(' '), room.taken]);
  if (taken.length === 0) return;
  await tx.query(
    `UPDATE budget b SET leased_micros = b.leased_micros + more.taken
     FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS more(campaign_id, time_window, taken)
     WHERE b.campaign_id = more.campaign_id AND b.time_window = more.time_window`,
    [taken.map((row) => row[0]), taken.map((row) => row[1]), taken.map((row) => row[2])],
  );
}
