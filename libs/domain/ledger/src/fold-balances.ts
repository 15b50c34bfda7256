import type { Micros } from '@flywheel/primitives';
import type { Entry } from './entry.ts';

/**
 * What the books must hold after these entries: the balance of every account and currency (`account currency` → micros).
 * An entry whose key has been seen changes nothing. This is the definition that the database's projection is measured by.
 */
export function foldBalances(entries: readonly Entry[]): Map<string, Micros> {
  const balances = new Map<string, Micros>();
  const seen = new Set<string>();
  for (const entry of entries) {
    if (seen.has(entry.key)) continue;
    seen.add(entry.key);
    for (const { account, currency, amountMicros } of entry.postings) {
      const key = `${account} ${currency}`;
      balances.set(key, ((balances.get(key) ?? 0n) + amountMicros) as Micros);
    }
  }
  return balances;
}
