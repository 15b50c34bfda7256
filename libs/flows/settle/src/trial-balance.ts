import type { Database } from '@flywheel/database';
import { readTrialBalance, type TrialRow } from '@flywheel/database/ledger';
import { chart, parseAccount } from '@flywheel/ledger';
import { micros, type Micros } from '@flywheel/primitives';

/** Debits and credits by code, and whether they are equal in every currency. */
export type Trial = {
  balanced: boolean;
  rows: Array<TrialRow & { name: string; type: (typeof chart)[keyof typeof chart]['type'] }>;
  totals: Array<{ currency: string; debitMicros: Micros; creditMicros: Micros; differenceMicros: Micros }>;
};

/** The trial balance of all postings, or of those up to a day. */
export class TrialBalance {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ throughDay }: { throughDay?: string | undefined } = {}): Promise<Trial> {
    const rows = await readTrialBalance(this.database.reports, throughDay);
    const currencies = [...new Set(rows.map((row) => row.currency))];
    const totals = currencies.map((currency) =>
      totalOf(
        currency,
        rows.filter((row) => row.currency === currency),
      ),
    );
    const named = rows.map((row) => {
      const { name, type } = chart[parseAccount(row.code).code];
      return { ...row, name, type };
    });
    return { balanced: totals.every((total) => total.differenceMicros === 0n), rows: named, totals };
  }
}

function totalOf(currency: string, rows: readonly TrialRow[]): Trial['totals'][number] {
  const debit = rows.reduce((sum, row) => sum + row.debitMicros, 0n);
  const credit = rows.reduce((sum, row) => sum + row.creditMicros, 0n);
  return { currency, debitMicros: micros(debit), creditMicros: micros(credit), differenceMicros: micros(debit - credit) };
}
