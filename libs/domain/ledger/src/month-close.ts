import { canonicalJson, type Instant, type Micros } from '@flywheel/primitives';
import { accountName, isProfitOrLoss, parseAccount } from './account.ts';
import { balancedEntry, type Entry, type Posting } from './entry.ts';
import { periodBounds, type Period } from './period.ts';

/** An account's movement within a month: debit positive. */
export type Movement = { account: string; currency: string; amountMicros: Micros };

/** What a closed month says for ever: its movements on every account, in a fixed order. */
export type CloseSnapshot = { period: Period; version: number; closedAt: string; movements: Movement[] };

/**
 * Carries a month's income and expenses into retained earnings (3020). `movements` are the month's own, by account.
 * Returns undefined when the month earned and spent nothing.
 */
export function monthClose(options: { period: Period; version: number; movements: readonly Movement[]; actor: string }): Entry | undefined {
  const carried = options.movements.filter((each) => each.amountMicros !== 0n && isProfitOrLoss(each.account));
  if (carried.length === 0) return undefined;
  const postings = carried.flatMap<Posting>(({ account, currency, amountMicros }) => [
    { account, currency, amountMicros: -amountMicros as Micros },
    { account: accountName('3020'), currency, amountMicros },
  ]);
  const at = (periodBounds(options.period).until - 1) as Instant;
  const key = `close:${options.period}:${options.version}`;
  return balancedEntry({ key, kind: 'month-close', at, actor: options.actor, postings: summed(postings) });
}

/** The snapshot's one text, over which its hash is taken. */
export function snapshotText(snapshot: CloseSnapshot): string {
  return canonicalJson({ ...snapshot, movements: [...snapshot.movements].sort(byAccount) });
}

/** What may be reinvested from a month: 4010 + 4020 − 4015 − 4016 − 5010 of its movements before the close; may be negative. */
export function reinvestmentBasis(movements: readonly Movement[], currency: string): Micros {
  const counted = new Set(['4010', '4020', '4015', '4016', '5010']);
  return movements
    .filter((each) => each.currency === currency && counted.has(parseAccount(each.account).code))
    .reduce((sum, each) => sum - each.amountMicros, 0n) as Micros;
}

function summed(postings: readonly Posting[]): Posting[] {
  const sums = new Map<string, Posting>();
  for (const posting of postings) {
    const key = `${posting.account} ${posting.currency}`;
    const before = sums.get(key)?.amountMicros ?? 0n;
    sums.set(key, { ...posting, amountMicros: (before + posting.amountMicros) as Micros });
  }
  return [...sums.values()];
}

function byAccount(a: Movement, b: Movement): number {
  const [left, right] = [`${a.account} ${a.currency}`, `${b.account} ${b.currency}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
