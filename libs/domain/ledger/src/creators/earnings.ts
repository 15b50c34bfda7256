import { micros, type Id, type Instant, type Micros } from '@flywheel/primitives';
import { accountName } from '../account.ts';
import type { AccountCode } from '../chart.ts';
import { balancedEntry, type Booked, type Entry, type EntryKind } from '../entry.ts';
import { linesIn } from '../lines-in.ts';

type Amount = Booked & { creator: Id<'crt'>; ref: string; currency: string; amountMicros: Micros };

/**
 * Divides a pool: Dr 2100 of the pool, Cr 2110 of each creator. A pool is allocated once in each currency; `inputsSha256` is the hash of
 * the frozen inputs. Cut through the pool where creators are many.
 */
export function poolAllocation(
  options: Booked & {
    pool: string;
    currency: string;
    parts: ReadonlyArray<{ creator: Id<'crt'>; amountMicros: Micros }>;
    ruleVersion: number;
    inputsSha256: string;
  },
): Entry {
  const { pool, currency, parts, ruleVersion, inputsSha256, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const hub = accountName('2100', pool);
  const total = micros(parts.reduce((sum, each) => sum + each.amountMicros, 0n));
  const postings = [debit(hub, total), ...parts.map((each) => credit(accountName('2110', each.creator), each.amountMicros))];
  const key = `allocation:${pool}:${currency}`;
  return balancedEntry({ key, kind: 'pool-allocation', at, actor, postings, ruleVersion, meta: { inputsSha256 }, hub });
}

/** Earnings leave the hold of days: Dr 2110, Cr 2120. The books refuse more than is pending. */
export function maturing(options: Amount): Entry {
  return moved(options, { kind: 'maturing', from: '2110', to: '2120' });
}

/** Keeps earnings back for a stated reason until a stated end: Dr 2120, Cr 2130. */
export function creatorHold(options: Amount & { reason: string; until: Instant }): Entry {
  const entry = moved(options, { kind: 'creator-hold', from: '2120', to: '2130' });
  return { ...entry, reason: options.reason, meta: { until: new Date(options.until).toISOString() } };
}

/** Lets earnings go that were kept back: Dr 2130, Cr 2120. */
export function creatorLift(options: Amount & { reason: string }): Entry {
  return { ...moved(options, { kind: 'creator-lift', from: '2130', to: '2120' }), reason: options.reason };
}

/** Pays a creator from the fund: Dr 5020, Cr 2120, and frees what was designated: Dr 3100 CreatorFund, Cr 3020. */
export function creatorGrant({ creator, ref, currency, amountMicros, reason, at, actor }: Amount & { reason: string }): Entry {
  const { debit, credit } = linesIn(currency);
  const postings = [
    debit('5020', amountMicros),
    debit(accountName('3100', 'CreatorFund'), amountMicros),
    credit(accountName('2120', creator), amountMicros),
    credit('3020', amountMicros),
  ];
  return balancedEntry({ key: `creator-grant:${ref}`, kind: 'creator-grant', at, actor, postings, reason });
}

function moved(
  { creator, ref, currency, amountMicros, at, actor }: Amount,
  way: { kind: EntryKind; from: AccountCode; to: AccountCode },
): Entry {
  const { debit, credit } = linesIn(currency);
  const postings = [debit(accountName(way.from, creator), amountMicros), credit(accountName(way.to, creator), amountMicros)];
  return balancedEntry({ key: `${way.kind}:${creator}:${ref}`, kind: way.kind, at, actor, postings });
}
