import { micros, type Instant } from '@flywheel/primitives';
import type { Posting } from '../entry.ts';
import type { HoldMove, Lot } from './lots.ts';

/**
 * What an entry did to a campaign's hold (`held`: its account of 2020) in one currency, reversals too: with lines on lots it held or
 * released them, without it was delivery. `expiries` knows when lots end. Undefined for an entry that left the hold alone.
 */
export function holdMoveOf(
  postings: readonly Posting[],
  { held, currency, expiries }: { held: string; currency: string; expiries: ReadonlyMap<string, Instant> },
): HoldMove | undefined {
  const own = postings.filter((line) => line.currency === currency);
  const moved = own.reduce((sum, line) => (line.account === held ? sum + line.amountMicros : sum), 0n);
  if (moved === 0n) return undefined;
  const lots = own.filter((line) => line.account.startsWith('2010') || line.account.startsWith('2015'));
  if (lots.length === 0) return { kind: 'delivered', amountMicros: micros(moved) };
  const sign = moved < 0n ? 1n : -1n;
  const parts = lots.map<Lot>(({ account, amountMicros }) => {
    const expiresAt = expiries.get(account);
    return { account, amountMicros: micros(sign * amountMicros), ...(expiresAt !== undefined && { expiresAt }) };
  });
  return { kind: moved < 0n ? 'held' : 'released', lots: parts };
}
