import { assert, micros, type Id, type Micros } from '@flywheel/primitives';
import { accountName } from '../account.ts';
import { balancedEntry, type Booked, type Entry, type Posting } from '../entry.ts';
import { linesIn } from '../lines-in.ts';
import { shareAccounts, type RevenueMode } from '../revenue-mode.ts';

/** What a clawback may take from, each ≥ 0: a pool that is not allocated yet, then what the creator has pending, available and on hold. */
export type ClawbackSources = {
  pool?: { name: string; amountMicros: Micros };
  pendingMicros: Micros;
  availableMicros: Micros;
  onHoldMicros: Micros;
};

/**
 * Takes back a creator's share of charges that were credited: Dr 2100 while it is unallocated, then 2110, 2120, 2130, and what he was paid
 * already Dr 1200; Cr 5010 (an agent: 4015, where the credit stands gross). Names the credit's entry; once a credit and creator.
 */
export function clawback(
  options: Booked & {
    credit: Id<'ent'>;
    creator: Id<'crt'>;
    currency: string;
    amountMicros: Micros;
    from: ClawbackSources;
    mode?: RevenueMode;
  },
): Entry {
  const { credit: creditEntry, creator, currency, amountMicros, from, mode = 'principal', at, actor } = options;
  const { debit, credit } = linesIn(currency);
  let left: bigint = amountMicros;
  const take = (account: string, there: Micros): Posting => {
    assert(there >= 0n, 'what a clawback takes from is not negative');
    const taken = there < left ? there : left;
    left -= taken;
    return debit(account, taken);
  };
  const postings = [
    ...(from.pool ? [take(accountName('2100', from.pool.name), from.pool.amountMicros)] : []),
    take(accountName('2110', creator), from.pendingMicros),
    take(accountName('2120', creator), from.availableMicros),
    take(accountName('2130', creator), from.onHoldMicros),
  ];
  postings.push(debit(accountName('1200', creator), micros(left)), credit(shareAccounts(mode).returned, amountMicros));
  const key = `clawback:${creditEntry}:${creator}`;
  return balancedEntry({ key, kind: 'clawback', at, actor, postings, relatesTo: creditEntry });
}

/** Later earnings pay what a creator owes: Dr 2110, Cr 1200. The books refuse more than is pending; the caller, more than is owed. */
export function offset(options: Booked & { creator: Id<'crt'>; ref: string; currency: string; amountMicros: Micros }): Entry {
  const { creator, ref, currency, amountMicros, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [debit(accountName('2110', creator), amountMicros), credit(accountName('1200', creator), amountMicros)];
  return balancedEntry({ key: `offset:${creator}:${ref}`, kind: 'offset', at, actor, postings });
}
