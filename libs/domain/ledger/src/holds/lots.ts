import { assert, micros, type Id, type Instant, type Micros } from '@flywheel/primitives';
import { accountName } from '../account.ts';

/** Where an advertiser's money stands before it is held: an account of 2010 or 2015. A promotional lot may expire, prepaid never does. */
export type Lot = { account: string; amountMicros: Micros; expiresAt?: Instant };

/** The one account that a campaign's money of prepaid balance comes from and goes back to. */
export function prepaidAccount(account: Id<'acc'>): string {
  return accountName('2010', account);
}

/** The account of one promotional grant. */
export function promoAccount(account: Id<'acc'>, lot: string): string {
  return accountName('2015', `${account}:${lot}`);
}

/** Lots in the order in which they are used up: promotional credit before prepaid, earliest expiry first, ties by account. */
export function inConsumptionOrder(lots: readonly Lot[]): Lot[] {
  return [...lots].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    if (left !== right) return left < right ? -1 : 1;
    return a.account < b.account ? -1 : a.account > b.account ? 1 : 0;
  });
}

/** The first `amountMicros` of the lots, in the order given; less where they hold less. Lots of nothing are left out. */
export function takeFrom(lots: readonly Lot[], amountMicros: Micros): Lot[] {
  assert(amountMicros >= 0n, 'what is taken from lots is not negative');
  let left: bigint = amountMicros;
  return lots.flatMap((lot) => {
    const taken = lot.amountMicros < left ? lot.amountMicros : left;
    if (taken <= 0n) return [];
    left -= taken;
    return [{ ...lot, amountMicros: micros(taken) }];
  });
}

/** What moved a campaign's hold, in the order of the books. `lots`: what a hold took or a release gave back; delivery names none. */
export type HoldMove =
  { kind: 'held'; lots: readonly Lot[] } | { kind: 'released'; lots: readonly Lot[] } | { kind: 'delivered'; amountMicros: Micros };

/**
 * The lots that a campaign's hold is made of now, in consumption order: delivery uses up the first, a release gave its own back. A
 * delivery of a negative amount (a batch that was reversed) puts back what was used up last.
 */
export function heldLots(moves: readonly HoldMove[]): Lot[] {
  let held: Lot[] = [];
  let used: Lot[] = [];
  for (const move of moves) {
    if (move.kind === 'held') held = inConsumptionOrder(merged(held, move.lots));
    else if (move.kind === 'released') held = without(held, move.lots);
    else if (move.amountMicros >= 0n) {
      const taken = takeFrom(held, move.amountMicros);
      held = without(held, taken);
      used = [...taken.reverse(), ...used];
    } else {
      const back = takeFrom(used, micros(-move.amountMicros));
      used = without(used, back);
      held = inConsumptionOrder(merged(held, back));
    }
  }
  return held;
}

/**
 * What a release of `amountMicros` gives back, and to which lots: what would have been used last comes back first, prepaid before credit.
 */
export function lotsToRelease(held: readonly Lot[], amountMicros: Micros): Lot[] {
  return takeFrom(inConsumptionOrder(held).reverse(), amountMicros);
}

function rank(lot: Lot): number {
  if (lot.account.startsWith('2010')) return Number.POSITIVE_INFINITY;
  return lot.expiresAt ?? Number.MAX_SAFE_INTEGER;
}

function merged(lots: readonly Lot[], more: readonly Lot[]): Lot[] {
  const byAccount = new Map<string, Lot>();
  for (const lot of [...lots, ...more]) {
    const before = byAccount.get(lot.account);
    byAccount.set(lot.account, { ...lot, amountMicros: micros((before?.amountMicros ?? 0n) + lot.amountMicros) });
  }
  return [...byAccount.values()];
}

/** Takes the second from the first, account by account; entries of one account are taken from in the order they stand. */
function without(lots: readonly Lot[], gone: readonly Lot[]): Lot[] {
  const left = new Map<string, bigint>();
  for (const { account, amountMicros } of gone) left.set(account, (left.get(account) ?? 0n) + amountMicros);
  return lots.flatMap((lot) => {
    const taken = minimum(lot.amountMicros, left.get(lot.account) ?? 0n);
    left.set(lot.account, (left.get(lot.account) ?? 0n) - taken);
    return lot.amountMicros > taken ? [{ ...lot, amountMicros: micros(lot.amountMicros - taken) }] : [];
  });
}

function minimum(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
