import type { EntryRow } from '@flywheel/database/ledger';
import type { LedgerEntry } from '@flywheel/http/ledger';
import { chart, parseAccount } from '@flywheel/ledger';

/** An entry as it goes over the wire: accounts with their names, amounts as decimal strings. */
export function entryView(row: EntryRow): LedgerEntry {
  const debits = row.postings.filter((posting) => posting.amountMicros > 0n);
  return {
    entry: row.entry,
    key: row.key,
    kind: row.kind,
    effectiveOn: row.effectiveOn,
    recordedAt: new Date(row.recordedAt).toISOString(),
    actor: row.actor,
    reason: row.reason,
    relatesTo: row.relatesTo,
    ruleVersion: row.ruleVersion,
    meta: row.meta,
    amountMicros: debits.reduce((sum, posting) => sum + posting.amountMicros, 0n).toString(),
    currency: row.postings[0]?.currency ?? '',
    postings: row.postings.map(({ account, currency, amountMicros }) => ({
      account,
      name: chart[parseAccount(account).code].name,
      currency,
      amountMicros: amountMicros.toString(),
    })),
  };
}
